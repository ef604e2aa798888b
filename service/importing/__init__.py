"""Brings a case in from the tables that people already keep, row by row, refusing only bad rows."""
