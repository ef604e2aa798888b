"""A clock that tells one time until it is moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class StoppedClock:
    """
    Stands at a moment; ``moved`` moves it.
    """

    moment: datetime = datetime(2026, 3, 27, 9, 5, tzinfo=UTC)

    def now(self) -> datetime:
        """
        Return the moment it stands at.
        """
        return self.moment

    def moved(self, **by: float) -> StoppedClock:
        """
        Return a clock that stands later, or earlier.
        """
        return StoppedClock(self.moment + timedelta(**by))
