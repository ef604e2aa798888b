"""Working days of a nation: its bank holidays, and a partnership's own closures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache

from escalation.errors import CalendarEnds

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_DAY = timedelta(days=1)
_WEEKEND = (5, 6)


class Nation(StrEnum):
    """
    A nation with bank holidays of its own.
    """

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


_AS_THE_LIBRARY_NAMES_THEM = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """
    Which days are worked.

    Args:
        closures: Further days on which the partnership is closed.
    """

    nation: Nation = Nation.ENGLAND
    closures: frozenset[date] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        """
        Tell whether a day is worked.

        Raises:
            CalendarEnds: Bank holidays are not known for its year.
        """
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise CalendarEnds(day)
        if day.weekday() in _WEEKEND or day in self.closures:
            return False
        return day not in _bank_holidays(self.nation, day.year)

    def from_day(self, day: date) -> date:
        """
        Return the day itself if it is worked, else the next that is.
        """
        while not self.is_working(day):
            day = _after(day)
        return day


@lru_cache(maxsize=8192)
def add_working_days(start: date, days: int, calendar: Calendar, *, safety: bool = False) -> date:
    """
    Return the last day on which something owed within so many working days is in time.

    The day of the starting event is day 0, so an event on a Friday evening and one on that Friday
    morning have the same limit. A start on a day that is not worked counts from the next one that
    is as day 0; a safety clock does not wait for it, and ends with the next working day.

    Args:
        days: Working days, at least 0; 0 returns the next working day if ``start`` is none.
        safety: Whether a child may be in danger meanwhile.

    Raises:
        CalendarEnds: The limit lies beyond the years for which bank holidays are known.

    Source: docs/escalation.md, "How days are counted"; local procedures differ and are settings.
    """
    day = start if safety and days else calendar.from_day(start)
    for _ in range(days):
        day = calendar.from_day(_after(day))
    return day


def working_days_before(end: date, days: int, calendar: Calendar) -> date:
    """
    Return the last day that lies so many working days before another.

    Raises:
        CalendarEnds: It lies before the years for which bank holidays are known.
    """
    day = end
    for _ in range(days):
        day -= _DAY
        while not calendar.is_working(day):
            day -= _DAY
    return day


def last_before_school(start: date, calendar: Calendar) -> date:
    """
    Return the last day before one on which a school may open: no weekend and no bank holiday.

    Terms differ from school to school and are not known here, and a partnership's own closures
    close no school: told by then, it knows before the child comes to it, whatever its holidays.

    Raises:
        CalendarEnds: It lies beyond the years for which bank holidays are known.

    Source: Operation Encompass, as the statutory guidance on section 49A of the Domestic Abuse
    Act 2021 describes it: before the start of the next school day.
    """
    schools = Calendar(nation=calendar.nation)
    day = start
    while not schools.is_working(_after(day)):
        day = _after(day)
    return day


def _after(day: date) -> date:
    try:
        return day + _DAY
    except OverflowError:
        raise CalendarEnds(day) from None


@cache
def _bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    # Imported here: it takes longer than most commands need altogether, and few need it.
    import holidays  # noqa: PLC0415

    subdivision = _AS_THE_LIBRARY_NAMES_THEM[nation]
    return frozenset(holidays.country_holidays("GB", subdiv=subdivision, years=year))
