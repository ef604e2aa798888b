"""What may be said about a child, and the log that keeps it."""
