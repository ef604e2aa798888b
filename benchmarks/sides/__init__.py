"""Who takes turns: ourselves, the bare database, and another library."""
