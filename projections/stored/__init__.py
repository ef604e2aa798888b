"""Read models kept in tables, kept with the append and rebuilt from the log."""
