"""
Which records of the directory are of one and the same person, as named people decided.

Nothing here finds out that two records are of one person: a link is an event that somebody made,
and undoing it leaves everything as it was before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.recorded_event import Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from events.recorded_event import RecordedEvent

DECIDING = frozenset({"persons_linked", "persons_unlinked"})
# What they say is about the records, and is never read as if the records were one.
_ABOUT_RECORDS = DECIDING | {"persons_may_match", "person_registered"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """
    One decision that records are of one person, with who made it and why.

    Args:
        entry: Its number, by which it is undone.
    """

    entry: str
    persons: frozenset[UUID]
    agrees: str
    differs: str
    reason: str
    by: str
    agency: str
    on: date


def links(events: Iterable[RecordedEvent]) -> tuple[Link, ...]:
    """
    Return the links that nobody has undone, in the order in which they were made.
    """
    decided = [event for event in events if event.kind in DECIDING]
    undone = {
        str(event.content.get("link", "")) for event in decided if event.kind == "persons_unlinked"
    }
    return tuple(
        Link(
            entry=event.entry_id,
            persons=_persons(event),
            agrees=event.content.get("agrees", ""),
            differs=event.content.get("differs", ""),
            reason=event.content.get("reason", ""),
            by=event.actor,
            agency=event.agency,
            on=event.known_from,
        )
        for event in decided
        if event.kind == "persons_linked" and event.entry_id not in undone
    )


def kept_apart(events: Iterable[RecordedEvent]) -> frozenset[frozenset[UUID]]:
    """
    Return the pairs that somebody decided are two people, unless a later link of them stands.
    """
    decided = [event for event in events if event.kind in DECIDING]
    apart = {
        _persons(event): event.position
        for event in decided
        if event.kind == "persons_unlinked" and not event.content.get("link")
    }
    linked = {link.persons: int(link.entry) for link in links(decided)}
    return frozenset(
        pair for pair, position in apart.items() if linked.get(pair, 0) < position and len(pair) > 1
    )


def same_person(events: Iterable[RecordedEvent], prefer: UUID | None = None) -> Mapping[UUID, UUID]:
    """
    Return, for each record that is linked, the one record in whose name the person is read.

    Which one that is depends on no order: it is the one that is asked about, else the least.

    Args:
        prefer: The record that is asked about, such as the child whose page it is.
    """
    groups: dict[UUID, set[UUID]] = {}
    for link in links(events):
        together = {member for person in link.persons for member in groups.get(person, {person})}
        for member in together:
            groups[member] = together
    return {
        member: prefer if prefer in group else min(group, key=lambda one: one.int)
        for member, group in groups.items()
        if len(group) > 1
    }


def as_one(event: RecordedEvent, same: Mapping[UUID, UUID]) -> RecordedEvent:
    """
    Return an event as it reads when linked records are one person; the same event where none is.
    """
    if not same or event.kind in _ABOUT_RECORDS:
        return event
    subjects = _subjects(event.subjects, same)
    content = _content(event.content, {str(one): str(other) for one, other in same.items()})
    if subjects == event.subjects and content == event.content:
        return event
    return replace(event, subjects=subjects, content=content)


def _subjects(subjects: Collection[Subject], same: Mapping[UUID, UUID]) -> tuple[Subject, ...]:
    return tuple(
        dict.fromkeys(
            Subject(person=same.get(one.person, one.person), role=one.role) for one in subjects
        )
    )


def _content(said: Any, same: Mapping[str, str]) -> Any:
    match said:
        case str():
            return same.get(said, said)
        case list():
            return [_content(one, same) for one in said]
        case dict():
            return {name: _content(one, same) for name, one in said.items()}
        case _:
            return said


def _persons(event: RecordedEvent) -> frozenset[UUID]:
    return frozenset(UUID(who) for who in event.content.get("persons", ()))
