"""What is measured, one file a row: each binds ROW."""
