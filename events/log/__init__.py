"""The append-only log: its contract, its tables and its two databases."""
