"""Who was in an entry, as it was last corrected: what was recorded first stays in the log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.recorded_event import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from events.recorded_event import RecordedEvent


def said_to_be_in(correction: Mapping[str, Any]) -> tuple[Subject, ...] | None:
    """
    Return whom a correction, by its content, says were in it; None where it says nothing of that.
    """
    if "people" not in correction:
        return None
    return tuple(
        Subject(person=UUID(one["person"]), role=one["role"]) for one in correction["people"]
    )


def in_it(event: RecordedEvent, people: tuple[Subject, ...]) -> RecordedEvent:
    """
    Return an event with these people in it, beside the children whom it is about.
    """
    children = tuple(one for one in event.subjects if one.role == "child")
    subjects = (*children, *people)
    return event if subjects == event.subjects else replace(event, subjects=subjects)


def people_corrected(events: Iterable[RecordedEvent]) -> Mapping[str, tuple[Subject, ...]]:
    """
    Return, by the number of an entry, who was in it as its newest such correction says.
    """
    return {
        str(event.content.get("entry", "")): people
        for event in events
        if event.kind == "entry_corrected" and (people := said_to_be_in(event.content)) is not None
    }
