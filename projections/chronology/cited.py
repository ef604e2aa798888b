"""Which entries questions, plans and reviews rest on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from projections.standing import CHANGING

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord
    from projections.chronology.entry import Entry

# A change of an entry says something about it and rests nothing on it.
_OF_THE_ENTRY = CHANGING | {"entry_brought_over"}
_CITING = ("evidence", "evidence_of_change", "cites", "entries", "entry")


def cited(events: Iterable[RecordedEvent]) -> frozenset[str]:
    """
    Return the numbers of the entries that other events cite.
    """
    return frozenset(
        str(number)
        for event in events
        if event.kind not in _OF_THE_ENTRY
        for name in _CITING
        for number in _many(event.content.get(name))
    )


def cited_in(record: ChildRecord) -> frozenset[str]:
    """
    Return the numbers of the entries that anything in a record cites.
    """
    return record.once(_cited_in)


def _cited_in(record: ChildRecord) -> frozenset[str]:
    return cited(record.events)


def citing(entries: Iterable[Entry], number: str) -> tuple[Entry, ...]:
    """
    Return the entries that rest on one, such as an analysis or an assessment.
    """
    return tuple(
        entry
        for entry in entries
        if not entry.withheld
        and any(number == str(one) for name in _CITING for one in _many(entry.content.get(name)))
    )


def analyses(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """
    Return what was made of each entry, by its number: analysis stands beside a fact, never in it.
    """
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "analysis" and entry.stands and not entry.withheld:
            for number in _many(entry.content.get("cites")):
                found.setdefault(str(number), []).append(entry)
    return found


def _many(value: object) -> Iterable[object]:
    if isinstance(value, list):
        return value
    return (value,) if value else ()
