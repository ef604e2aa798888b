"""
Who is around a child as far as a restriction lets it be known.

Whoever a kept entry was the first to name is kept with it; of a record that is kept whole nobody is
named.

Source: Information Sharing (2024): who told us is as harmful to say as what they told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord
    from projections.chronology.chronology import Chronology

TIE, REGISTERED = "relationship_recorded", "person_registered"
CORRECTED = "entry_corrected"
FIRST_TELLING = frozenset({TIE, REGISTERED})


def with_whom(told: Chronology, kept_back: Collection[str], *, whole: bool) -> Chronology:
    """
    Return a chronology without the people and ties that only what is kept back tells of.

    Args:
        kept_back: The entries that a restriction keeps from the reader.
        whole: It keeps all of the record: then nobody but the child is named.
    """
    record = told.record
    gone = _all_but_the_child(record) if whole else _first_told(record, kept_back)
    if not gone:
        return told
    left = tuple(event for event in record.events if event.position not in gone)
    limited = replace(record, events=left)
    return replace(
        told,
        record=limited,
        people=limited.people(),
        ties=limited.ties(),
        entries=tuple(one for one in told.entries if one.event.position not in gone),
    )


def first_told_in(event: RecordedEvent, entry: RecordedEvent) -> bool:
    """
    Tell whether somebody, or what they are to the child, was said by the form that made an entry.
    """
    if event.kind not in FIRST_TELLING or entry.kind in FIRST_TELLING or event.origin is not None:
        return False
    one_act = (event.recorded, event.actor) == (entry.recorded, entry.actor)
    others = set(event.people()) - set(entry.people("child"))
    return one_act and bool(others) and others <= set(entry.people())


def _first_told(record: ChildRecord, kept_back: Collection[str]) -> set[int]:
    # A correction names whoever it adds, and says the entry anew.
    kept = [
        event
        for event in record.events
        if event.entry_id in kept_back
        or (event.kind == CORRECTED and str(event.content.get("entry")) in kept_back)
    ]
    candidates = [e for e in record.events if _said_with(e, kept)]
    ties = {event.position for event in candidates if event.kind == TIE}
    hidden = ties | {event.position for event in kept}
    named = {
        person
        for event in record.events
        if event.position not in hidden and event.kind != REGISTERED
        for person in event.people()
    }
    # Whom another entry names as well stays known by name, and not as what they are to the child.
    return ties | {
        event.position
        for event in candidates
        if event.kind == REGISTERED and named.isdisjoint(event.people())
    }


def _said_with(event: RecordedEvent, kept: Iterable[RecordedEvent]) -> bool:
    return event.kind in FIRST_TELLING and any(first_told_in(event, entry) for entry in kept)


def _all_but_the_child(record: ChildRecord) -> set[int]:
    return {
        event.position
        for event in record.events
        if event.kind != REGISTERED or event.stream != record.child
    }
