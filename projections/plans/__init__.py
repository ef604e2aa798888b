"""Planned outcomes, folded from their events."""
