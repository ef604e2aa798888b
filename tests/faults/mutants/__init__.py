"""Defects that are put into the program on purpose, to see which test falls."""
