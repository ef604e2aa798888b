"""The events of a record as they now stand: corrected in place, without what was struck out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from events.occurred import Occurred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.recorded_event import RecordedEvent

REWRITING = frozenset({"entry_corrected", "entry_struck_out"})
"""Of the kinds that change an entry, those after which it may name or say something else."""
CHANGING = REWRITING | {"attachment_added", "attachment_withdrawn", "significance_changed"}
"""Kinds that change how one entry is told, and say nothing more of the people in it."""


def standing(events: Iterable[RecordedEvent]) -> Iterator[RecordedEvent]:
    """
    Yield events as they stand, in their order; the newest correction of an entry counts.

    An outcome whose planning was struck out still comes, and the strike-out after it: it was
    opened, and why it is no longer owed must be seen.
    """
    every = tuple(events)
    corrections = {
        str(event.content.get("entry", "")): event
        for event in every
        if event.kind == "entry_corrected"
    }
    struck = {
        str(event.content.get("entry", "")) for event in every if event.kind == "entry_struck_out"
    }
    for event in every:
        number = event.entry_id
        if number in struck and event.kind != "outcome_planned":
            continue
        correction = corrections.get(number)
        yield _corrected(event, correction) if correction else event


def standing_of(events: Iterable[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    """
    Return events as they stand, at once where nobody changed any: most records have no change.
    """
    every = tuple(events)
    changed = any(event.kind in REWRITING for event in every)
    return tuple(standing(every)) if changed else every


def _corrected(event: RecordedEvent, correction: RecordedEvent) -> RecordedEvent:
    occurred = correction.content.get("occurred")
    return replace(
        event,
        content=dict(correction.content.get("content") or event.content),
        occurred=Occurred.from_json(occurred) if occurred else event.occurred,
    )
