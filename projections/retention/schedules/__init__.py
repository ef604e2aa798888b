"""Retention schedules as data, one file a nation."""
