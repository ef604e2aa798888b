"""What a person is called, numbered and where they live, each with since when it is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stdnum.exceptions import ValidationError
from stdnum.gb import nhs, upn

from projections.people.tie import rough
from projections.protected import is_protected

if TYPE_CHECKING:
    from datetime import date

    from events.occurred import Occurred
    from events.recorded_event import RecordedEvent

ALSO = frozenset({"alias", "spelling", "script", "former", "birth"})
"""Sorts of names that are remembered beside the name in use and never take its place."""
_CHECKED = {"nhs": nhs, "upn": upn}
_NUMBERS = {"nhs": "NHS number", "upn": "unique pupil number"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """
    One name, spelling or script of a person.

    Args:
        sort: As ``name_recorded`` lists them; ``registered`` for the one they entered with.
    """

    name: str
    sort: str
    known_from: date
    entry: str
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Identifier:
    """
    A number by which an agency knows a person.

    Args:
        right: Whether its check digit holds; True for numbers that have none.
    """

    type: str
    value: str
    agency: str
    known_from: date
    entry: str
    right: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """
    Where a person lives from a day on.

    Args:
        protected: It is to be kept from somebody.
        in_an_entry: It stands in an entry of a chronology, which may be kept back or corrected.
    """

    address: str
    protected: bool
    since: Occurred
    known_from: date
    entry: str
    in_an_entry: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class BirthDate:
    """
    One date of birth that a source gives.
    """

    born: Occurred
    certainty: str
    known_from: date
    entry: str
    source: str = ""


def name_of(event: RecordedEvent) -> Name:
    """
    Read a name from the event that recorded it.
    """
    return Name(
        name=event.content.get("name", ""),
        sort=event.content.get("type", "in_use"),
        known_from=event.known_from,
        entry=event.entry_id,
        source=event.content.get("source", ""),
    )


def registered_names(event: RecordedEvent) -> tuple[Name, ...]:
    """
    Read the names that somebody entered the record with, the one in use first.
    """
    written = [(event.content.get("name", ""), "registered")]
    written += [(other, "spelling") for other in event.content.get("other_names", ())]
    return tuple(
        Name(name=name, sort=sort, known_from=event.known_from, entry=event.entry_id)
        for name, sort in written
        if name
    )


def identifier_of(event: RecordedEvent) -> Identifier:
    """
    Read a number, in the one form that it is compared in.
    """
    sort = event.content.get("type", "other")
    value = event.content.get("value", "")
    return Identifier(
        type=sort,
        value=compact(sort, value),
        agency=event.content.get("agency", ""),
        known_from=event.known_from,
        entry=event.entry_id,
        right=not wrong_number(sort, value),
    )


def address_of(event: RecordedEvent) -> Address:
    """
    Read an address.
    """
    return Address(
        address=event.content.get("address", ""),
        protected=is_protected(event.content),
        since=event.occurred,
        known_from=event.known_from,
        entry=event.entry_id,
    )


def home_of(event: RecordedEvent) -> Address:
    """
    Read an address of somebody other than the child.
    """
    since = rough(event.content, "started") or event.occurred
    return replace(address_of(event), since=since, in_an_entry=False)


def compact(sort: str, value: str) -> str:
    """
    Return a number as it is compared: without spaces and hyphens, in capitals.
    """
    module = _CHECKED.get(sort)
    if module is not None:
        return str(module.compact(value)).upper()
    return "".join(character for character in value if character.isalnum()).upper()


def wrong_number(sort: str, value: str) -> str:
    """
    Say what is wrong with a number, and "" where nothing is; local numbers have no check digit.

    Source: NHS Data Dictionary, NHS number (modulus 11); Department for Education, unique pupil
    numbers.
    """
    module = _CHECKED.get(sort)
    if module is None:
        return "" if compact(sort, value) else "Give the number itself"
    try:
        module.validate(value)
    except ValidationError:
        return f"This is no {_NUMBERS[sort]}: check it digit by digit against the letter or card"
    return ""
