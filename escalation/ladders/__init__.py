"""The ladders that ship, as data."""
