"""The timescales of each nation, as data."""
