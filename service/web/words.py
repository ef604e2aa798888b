"""Says dates, ages and numbers as a person would, with the doubt that they have."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from events.clock import CIVIL
from events.dates_said import date_said, moment_said, weekday_said

if TYPE_CHECKING:
    from projections.people.person import Person

YEAR, MONTH = 365.25, 30.44


def day(value: date | str | None) -> str:
    """
    Say a day: "27 March 2026", or a moment as a moment; "" for none.
    """
    if not value:
        return ""
    return date_said(date.fromisoformat(value) if isinstance(value, str) else value)


def moment(value: datetime | None) -> str:
    """
    Say a moment in civil time: "27 March 2026, 14:32"; "" for none.
    """
    if value is None:
        return ""
    return moment_said(value)


def weekday(value: date) -> str:
    """
    Say a day with its day of the week: "Thursday 24 December 2026".
    """
    return weekday_said(value)


def moment_of_week(value: datetime) -> str:
    """
    Say a moment in civil time with its day of the week: "Thursday 24 December 2026, 14:32".
    """
    local = value.astimezone(CIVIL)
    return f"{weekday(local.date())}, {local:%H:%M}"


def clock(value: datetime | None) -> str:
    """
    Say the time of day: "14:32".
    """
    return f"{value.astimezone(CIVIL):%H:%M}" if value else ""


def due(value: date | datetime | str | None) -> str:
    """
    Say by when something is owed.
    """
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if value is None:
        return "no date was set"
    return date_said(value)


def span(days: int) -> str:
    """
    Say how long so many days are, in the unit that people would use.
    """
    if days == 0:
        return "less than a day"
    if days < 14:  # noqa: PLR2004
        return counted(days, "day")
    if days < 60:  # noqa: PLR2004
        return counted(days // 7, "week")
    if days < 2 * YEAR:
        return counted(round(days / MONTH), "month")
    return counted(int(days / YEAR), "year")


def counted(number: int, thing: str, things: str = "") -> str:
    """
    Put a number before its noun: "1 entry", "4 entries".
    """
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {things or thing + 's'}"


def age(person: Person, on: date) -> str:
    """
    Say how old somebody is, or was at death, or that they are not yet born; doubt included.
    """
    if person.died is not None:
        years = _aged(person, person.died.first)
        return f"Died {person.died.words()}" + (f", aged {years}" if years else "")
    if person.born is None:
        if person.expected is not None:
            return f"Not yet born; expected {person.expected.words()}"
        return "Age not known"
    if person.born.first > on:
        return f"Not yet born on {day(on)}"
    return f"{_aged(person, on)} old"


def born(person: Person) -> str:
    """
    Say the date of birth as it is known.
    """
    if person.born is not None:
        return f"born {person.born.words()}"
    if person.expected is not None:
        return f"expected {person.expected.words()}"
    return "date of birth not known"


def baby_words(person: Person, on: date) -> str:
    """
    Say of somebody unborn or under 12 months which of both; "" of anybody else.
    """
    if not person.under_one(on):
        return ""
    unborn = person.born is None or person.born.first > on
    return "Not yet born" if unborn else "Under 12 months"


def _aged(person: Person, on: date) -> str:
    if person.born is None:
        return ""
    most, least = _age(person.born.first, on), _age(person.born.last, on)
    return most if most == least else f"between {least} and {most}"


def _age(since: date, on: date) -> str:
    months = (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)
    if months < 0:
        return "not yet born"
    if months < 1:
        return counted((on - since).days, "day")
    if months < 24:  # noqa: PLR2004 - a small child's months are what people say
        return counted(months, "month")
    return counted(months // 12, "year")
