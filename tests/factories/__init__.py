"""Test data, one file a noun; all of it is invented."""
