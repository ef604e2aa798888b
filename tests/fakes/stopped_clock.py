"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class StoppedClock:
    """
    Tells the time that it was set to.
    """

    def __init__(self, now: datetime | str) -> None:
        self._now = _moment(now)

    def now(self) -> datetime:
        """
        Return the moment it was set to.
        """
        return self._now

    def set(self, now: datetime | str) -> None:
        """
        Set it to another moment, before or after.
        """
        self._now = _moment(now)

    def forward(self, **more: int) -> None:
        """
        Move it on by days, hours, minutes or seconds.
        """
        self._now += timedelta(**more)


def _moment(now: datetime | str) -> datetime:
    given = datetime.fromisoformat(now) if isinstance(now, str) else now
    return given.astimezone(UTC)
