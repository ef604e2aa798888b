"""Who may read and do what, decided in one table and applied in one place."""
