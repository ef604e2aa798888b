"""Tells other systems of events and checkpoints by signed requests, in order and at least once."""
