"""What a record would tell if events of some kinds had never been recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projections.chronology.accounts import Told
from projections.chronology.chronology import changes_of, chronology, entry_of
from projections.chronology.growing import MORE_THAN_ONE, life

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from projections.chronology.chronology import Chronology

STRIKE_OUT = "entry_struck_out"


def undone(told: Chronology, kinds: AbstractSet[str]) -> Chronology:
    """
    Return what a record tells without the events of these kinds, strike-outs perhaps among them.

    Every entry that reads the same is the very one that was told already: a long record is not
    told anew for each duty that is asked about. Where leaving these out says something else of
    the people, or entries are told together, it is.
    """
    events = tuple(event for event in told.record.events if event.kind not in kinds)
    record = replace(told.record, events=events)
    people, ties = record.people(), record.ties()
    if (
        record.wrong_child
        or any(event.kind in MORE_THAN_ONE for event in told.record.events)
        or ties != told.ties
        or life(people, record) != life(told.people, record)
    ):
        return chronology(record)
    changes = changes_of(events) if STRIKE_OUT in kinds else {}
    entries = tuple(
        entry
        if entry.stands or STRIKE_OUT not in kinds
        else entry_of(
            entry.event,
            (entry.about, entry.connection),
            changes.get(entry.id, []),
            Told(),
            attachments=entry.attachments,
            came_from=entry.came_from,
            wrong_child=None,
            recorded=record.as_recorded.get(entry.event.position),
        )
        for entry in told.entries
        if entry.kind not in kinds
    )
    return replace(told, record=record, entries=entries, people=people)
