"""The JSON API: what the pages do, for other programs, within the same rights."""
