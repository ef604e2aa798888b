"""How people and programs reach the record."""
