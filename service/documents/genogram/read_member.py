"""Turns one person of the record into one symbol, as exact as the record is and no more exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.dates_said import short_month_said
from projections.conference.age import born_words
from service.documents.genogram.family import Lives, Member, Sex
from service.documents.printable import one_line

if TYPE_CHECKING:
    from datetime import date

    from projections.people.person import Person

_MALE, _FEMALE = frozenset({"m", "male", "boy", "man"}), frozenset({"f", "female", "girl", "woman"})
MONTHS_UNTIL_YEARS = 24
_APART = 2


def exists(person: Person, on: date) -> bool:
    """
    Tell whether somebody can have been born, or been expected, by a day.
    """
    life = person.life()
    if life is None:
        return True
    return life[0] <= on


def read_member(
    person: Person, on: date, *, index: bool, sex_said: Sex, to_child: str, lives: Lives
) -> Member:
    """
    Return somebody as they are drawn on a day.

    Args:
        sex_said: What the words of a relation say of the sex, such as "mother".
    """
    recorded: Sex = _sex(person.sex)
    born = person.born
    died = person.died if person.died is not None and person.died.first <= on else None
    unborn = born is None and (person.kind == "unborn" or person.expected is not None)
    pregnancy = unborn or (born is not None and born.first > on)
    last = min(on, died.first) if died is not None else on
    dates = born_words(person)
    if pregnancy and born is not None:
        dates = "not yet born on this day"
    return Member(
        key=str(person.id),
        name=one_line(person.name, 120) or "Not known by name",
        sex=recorded or sex_said,
        sex_by="recorded" if recorded else "relation" if sex_said else "",
        state="pregnancy" if pregnancy else "person",
        index=index,
        described=person.known_by_description,
        born=born.first if born else person.expected.first if person.expected else None,
        born_exactly=born.first if born is not None and born.first == born.last else None,
        age="" if pregnancy or born is None else _age(born.first, born.last, last),
        years=_years(person, on, pregnancy=pregnancy),
        dates=f"{dates}; died {died.words()}" if died else dates,
        died=died is not None,
        to_child=to_child,
        lives=lives,
    )


def _sex(said: str) -> Sex:
    plain = said.strip().casefold()
    return "male" if plain in _MALE else "female" if plain in _FEMALE else ""


def _age(first: date, last: date, on: date) -> str:
    oldest, youngest = _months(first, on), _months(min(last, on), on)
    if oldest < 1:
        return f"{(on - first).days}d"
    if oldest < MONTHS_UNTIL_YEARS:
        return f"{oldest}m" if oldest == youngest else f"{youngest}-{oldest}m"
    old, young = oldest // 12, youngest // 12
    if old == young:
        return f"{old}"
    return f"{young}/{old}" if old - young < _APART else f"~{(old + young) // 2}"


def _months(born: date, on: date) -> int:
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def _years(person: Person, on: date, *, pregnancy: bool) -> str:
    if pregnancy:
        due = person.expected or person.born
        return f"due {short_month_said(due.first)}" if due else "due date not known"
    born = ""
    if person.born is not None:
        first, last = person.born.first.year, person.born.last.year
        born = f"{first}" if first == last else f"{first}/{last % 100:02}"
    if person.died is not None and person.died.first <= on:
        return f"{born or '?'}\N{EN DASH}{person.died.first.year}"
    return f"b. {born}" if born else ""
