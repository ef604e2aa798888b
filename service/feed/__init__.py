"""What the log tells other systems: its events in order, within the rights of whoever follows."""
