"""What people do to the record: one file an action, each all or nothing."""
