"""The questions that the record raises."""
