"""The only place that reads the time; everything else is handed a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

CIVIL = ZoneInfo("Europe/London")
"""The civil time of all four nations, in which days begin and end."""


class Clock(Protocol):
    """
    Tells the time; a stopped clock stands in for it in tests.
    """

    def now(self) -> datetime:
        """
        Return the present moment, aware and in UTC.
        """
        ...


class SystemClock:
    """
    The machine's own clock.
    """

    def now(self) -> datetime:
        """
        Return the present moment, aware and in UTC.
        """
        return datetime.now(UTC)


def civil_day(moment: datetime) -> date:
    """
    Return the day that a moment belongs to, as people in the four nations count days.
    """
    return moment.astimezone(CIVIL).date()
