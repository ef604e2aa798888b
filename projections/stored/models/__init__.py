"""One file a read model that is kept in a table."""
