"""Keeps what was recorded for the wrong child from everybody who reads that child's record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from projections.standing import CHANGING
from projections.story import is_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from events.recorded_event import RecordedEvent

STAND_IN = "other_event"
"""What kind of thing happened is part of what is kept back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """
    Events with what belongs to another child taken out.

    Args:
        events: Each in its place; of what was recorded for the wrong child only date, agency,
            recorder and the child are left.
        struck: By the number of such an entry, the event that struck it out and says why.
    """

    events: tuple[RecordedEvent, ...]
    struck: Mapping[str, RecordedEvent]


def keep_back(events: Iterable[RecordedEvent]) -> Kept:
    """
    Take out what was recorded for the wrong child, whatever day is asked for later.

    A view of an earlier day would otherwise show again what was never this child's.
    """
    every = tuple(events)
    struck = {
        str(event.content.get("entry", "")): event
        for event in every
        if event.kind == "entry_struck_out" and event.content.get("wrong_child") == "yes"
    }
    if not struck:
        return Kept(events=every, struck=MappingProxyType({}))
    left = {number: _bare(event) for number, event in struck.items()}
    return Kept(
        events=tuple(kept for event in every for kept in _kept(event, left)),
        struck=MappingProxyType(left),
    )


def rests_on_it(event: RecordedEvent, struck: Mapping[str, RecordedEvent]) -> RecordedEvent | None:
    """
    Return what struck out the last of the entries that opened an outcome, where all of them were
    another child's: what is owed says what kind of thing they told of.
    """
    opened_by = [str(number) for number in event.content.get("evidence") or ()]
    if event.kind != "outcome_planned" or not opened_by or not struck.keys() >= set(opened_by):
        return None
    return struck[opened_by[-1]]


def emptied(event: RecordedEvent) -> RecordedEvent:
    """
    Return an event without anything of what it says, nor what kind of thing it was.
    """
    return replace(_bare(event), kind=STAND_IN, schema=1, content={}, origin=None)


def _kept(event: RecordedEvent, struck: Mapping[str, RecordedEvent]) -> tuple[RecordedEvent, ...]:
    if event.entry_id in struck:
        # A tie or a person that came in with the entry leaves no line behind.
        return (emptied(event),) if is_entry(event) else ()
    if event.kind in CHANGING and str(event.content.get("entry", "")) in struck:
        # A correction repeats what the entry said.
        return (_bare(event),) if event.kind == "entry_struck_out" else ()
    return (event,)


def _bare(event: RecordedEvent) -> RecordedEvent:
    return replace(event, subjects=tuple(s for s in event.subjects if s.role == "child"))
