"""Ages in words, as exact as the birth date is and no more exact."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from projections.conference.wording import counted

if TYPE_CHECKING:
    from projections.people.person import Person

DAYS_UNTIL_MONTHS = 365
MONTHS_UNTIL_YEARS = 24
WEEKS_OF_PREGNANCY, WEEKS_AT_MOST = 40, 45


def age_words(person: Person, on: date) -> str:
    """
    Say how old somebody was on a day: days in the first year, months in the second, then years.

    Both ages are said where the date of birth allows two; "" where no birth is known.

    Source: chronology columns, "age in days under 1 year, months under 2".
    """
    if person.born is None:
        return _before_birth(person, on)
    if on < person.born.first:
        return "before birth"
    oldest = _age(person.born.first, on)
    youngest = _age(min(person.born.last, on), on)
    return oldest if oldest == youngest else f"between {youngest} and {oldest}"


def age_then(person: Person, first: date, last: date) -> str:
    """
    Say how old somebody was when something happened whose date may be uncertain.

    "" for what happened after their death.
    """
    if person.died is not None and first > person.died.last:
        return ""
    earliest, latest = age_words(person, first), age_words(person, last)
    return earliest if earliest == latest else f"{earliest} to {latest}"


def born_words(person: Person) -> str:
    """
    Say when somebody was born, or is expected, or that it is not known.
    """
    if person.born is not None:
        return person.born.words()
    if person.expected is not None:
        return f"expected {person.expected.words()}"
    return "not known"


def _before_birth(person: Person, on: date) -> str:
    if person.expected is None:
        return ""
    weeks = 40 - (person.expected.first - on).days // 7
    return f"unborn, about {weeks} weeks" if 0 < weeks < WEEKS_AT_MOST else "unborn"


def _age(born: date, on: date) -> str:
    days = (on - born).days
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if days < DAYS_UNTIL_MONTHS:
        return counted(days, "day")
    if months < MONTHS_UNTIL_YEARS:
        return counted(months, "month")
    return counted(months // 12, "year")
