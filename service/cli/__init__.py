"""The command line: what people script against."""
