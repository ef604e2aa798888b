"""What can be read from the log: pure folds over events, and the tables that keep results."""
