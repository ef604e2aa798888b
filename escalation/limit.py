"""By when something is owed: a limit in its unit, counted from the start of its clock."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from escalation.errors import CalendarEnds
from escalation.working_days import (
    Calendar,
    add_working_days,
    last_before_school,
    working_days_before,
)
from events.clock import civil_day
from projections.plans.due import start_of

_MONTHS = 12
_HOURS = 24
_WEEK = 7


class Unit(StrEnum):
    """
    In what a limit is counted.
    """

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"
    SAME_DAY = "same_day"
    BEFORE_SCHOOL = "before_next_school_day"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """
    So many of a unit.

    Args:
        safety: A child may be in danger meanwhile: working days do not wait for a working start.
    """

    number: int
    unit: Unit
    safety: bool = False

    def words(self) -> str:
        """
        Say it as a person would.
        """
        if self.unit is Unit.SAME_DAY:
            return "the same day"
        if self.unit is Unit.BEFORE_SCHOOL:
            return "before the next school day"
        one = str(self.unit).replace("_", " ").removesuffix("s")
        return f"{self.number} {one}{'' if self.number == 1 else 's'}"

    def due(self, start: date | datetime, calendar: Calendar) -> date | datetime:
        """
        Return the last day in time, or for hours the very instant.

        Hours run on the wall clock in UTC, every day of the year; where only the day of the start
        is known they run from its beginning, so that no limit is longer than it can be.

        Raises:
            CalendarEnds: It lies beyond the calendar.

        Source: docs/escalation.md, "How days are counted"; local procedures differ, as settings.
        """
        day = civil_day(start) if isinstance(start, datetime) else start
        try:
            match self.unit:
                case Unit.HOURS:
                    moment = start if isinstance(start, datetime) else start_of(start)
                    return moment.astimezone(UTC) + timedelta(hours=self.number)
                case Unit.WORKING_DAYS:
                    return add_working_days(day, self.number, calendar, safety=self.safety)
                case Unit.WEEKS | Unit.CALENDAR_DAYS:
                    days = _WEEK if self.unit is Unit.WEEKS else 1
                    return day + timedelta(days=days * self.number)
                case Unit.MONTHS:
                    return months_after(day, self.number)
                case Unit.BEFORE_SCHOOL:
                    return last_before_school(day, calendar)
                case _:
                    return day
        except (OverflowError, ValueError):
            raise CalendarEnds(day) from None

    def before(self, end: date, calendar: Calendar) -> date:
        """
        Return the last day that lies so long before another.

        Raises:
            CalendarEnds: It lies beyond the calendar.
        """
        try:
            match self.unit:
                case Unit.WORKING_DAYS:
                    return working_days_before(end, self.number, calendar)
                case Unit.WEEKS:
                    return end - timedelta(weeks=self.number)
                case Unit.MONTHS:
                    return months_after(end, -self.number)
                case Unit.HOURS:
                    return end - timedelta(days=-(-self.number // _HOURS))
                case _:
                    return end - timedelta(days=self.number)
        except (OverflowError, ValueError):
            raise CalendarEnds(end) from None


def months_after(day: date, months: int) -> date:
    """
    Return the same day so many months later, or that month's last.
    """
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
