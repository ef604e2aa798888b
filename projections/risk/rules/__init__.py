"""One file a rule; rules do not know one another."""
