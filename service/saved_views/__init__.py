"""What somebody chose to see of a child's chronology, kept under a name of their own."""
