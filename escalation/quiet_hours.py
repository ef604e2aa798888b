"""When what is not urgent waits: hours of the night, and days that nobody works."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from events.clock import CIVIL, civil_day

if TYPE_CHECKING:
    from escalation.working_days import Calendar

_GIVEN = re.compile(r"([01]?\d|2[0-3])-([01]?\d|2[0-3])")
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class QuietHours:
    """
    Hours in which nobody is written to about what can wait, by the clocks of the four nations.

    Args:
        begin: The hour of the evening, 0 to 23.
        end: The hour of the morning.
    """

    begin: int
    end: int

    def loud_at(self, moment: datetime, calendar: Calendar) -> datetime:
        """
        Return the first moment, from this one on, at which somebody may be written to.

        Raises:
            CalendarEnds: It lies beyond the years for which bank holidays are known.
        """
        while True:
            day, hour = civil_day(moment), moment.astimezone(CIVIL).hour
            if calendar.is_working(day) and not self._holds(hour):
                return moment
            morning = day if hour < self.end else day + _DAY
            moment = datetime.combine(morning, time(self.end), tzinfo=CIVIL).astimezone(UTC)

    def _holds(self, hour: int) -> bool:
        if self.begin <= self.end:
            return self.begin <= hour < self.end
        return hour >= self.begin or hour < self.end


def quiet_hours(given: str) -> QuietHours | None:
    """
    Read quiet hours as they are set: ``19-8`` is from seven in the evening to eight; "" is never.

    Raises:
        ValueError: They are not written so.
    """
    if not given.strip():
        return None
    found = _GIVEN.fullmatch(given.strip())
    if found is None or found[1] == found[2]:
        raise ValueError(given)
    return QuietHours(begin=int(found[1]), end=int(found[2]))
