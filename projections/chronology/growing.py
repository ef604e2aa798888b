"""Updates a chronology as more is learned, and keeps every entry that still reads the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projections.chronology.accounts import Told
from projections.chronology.attachments import attachments_of
from projections.chronology.chronology import (
    Chronology,
    belongs,
    changes_of,
    chronology,
    close_by,
    entry_of,
    inserted,
    placed,
)
from projections.standing import CHANGING, REWRITING
from projections.story import is_entry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord
    from projections.chronology.entry import Entry
    from projections.people.person import Person

_OF_PEOPLE = frozenset(
    {
        "address_recorded",
        "birth",
        "birth_date_recorded",
        "death",
        "home_recorded",
        "household_changed",
        "household_joined",
        "household_left",
        "identifier_recorded",
        "name_recorded",
        "person_registered",
        "relationship_ended",
        "relationship_recorded",
    }
)
"""The kinds from which people and ties are read."""

MORE_THAN_ONE = frozenset(
    {
        "accounts_linked",
        "accounts_unlinked",
        "entry_brought_over",
        "persons_linked",
        "persons_unlinked",
    }
)
"""The kinds that change how several entries are told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grown:
    """
    A chronology, and the entries by which it differs from the one before.
    """

    told: Chronology
    gone: tuple[Entry, ...]
    came: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cited:
    """
    Which entries other events of a record are about, whenever those were learned.

    Args:
        changed: By number, those that are corrected, struck out, added to or marked otherwise.
        together: Those that are linked with others, or came from another record.
    """

    changed: frozenset[str]
    together: frozenset[str]


def cited_in(record: ChildRecord) -> Cited:
    """
    Return which entries other events of the whole record are about.
    """
    return Cited(
        changed=frozenset(
            str(event.content.get("entry")) for event in record.events if event.kind in CHANGING
        ),
        together=frozenset(
            str(number)
            for event in record.events
            if event.kind in MORE_THAN_ONE
            for number in (event.content.get("entry"), *event.content.get("entries", ()))
        ),
    )


def grown(
    told: Chronology, record: ChildRecord, new: Sequence[RecordedEvent], cited: Cited
) -> Grown:
    """
    Return what a record tells that holds these events too.

    Args:
        told: What the same record told without them.
        cited: Which of its entries other events are about.
    """
    return _one_by_one(told, record, new, cited) or _anew(told, record)


def _anew(told: Chronology, record: ChildRecord) -> Grown:
    after = chronology(record)
    before = {entry.id: entry for entry in told.entries}
    entries = tuple(
        before[entry.id] if before.get(entry.id) == entry else entry for entry in after.entries
    )
    here = {id(entry) for entry in entries}
    there = {id(entry) for entry in told.entries}
    return Grown(
        told=replace(
            after,
            entries=entries,
            people=told.people if told.people == after.people else after.people,
            ties=told.ties if told.ties == after.ties else after.ties,
        ),
        gone=tuple(entry for entry in told.entries if id(entry) not in here),
        came=tuple(entry for entry in entries if id(entry) not in there),
    )


def _one_by_one(
    told: Chronology, record: ChildRecord, new: Sequence[RecordedEvent], cited: Cited
) -> Grown | None:
    """
    Tell only the entries that came or were changed; None where others may read otherwise too.
    """
    concerned = _concerned(told, new)
    numbers = {event.entry_id for event in concerned}
    if (
        record.wrong_child
        or record.as_recorded
        or any(event.kind in MORE_THAN_ONE for event in new)
        or not numbers.isdisjoint(cited.together)
    ):
        return None
    people, ties = told.people, told.ties
    if _may_tie(told, new, concerned):
        people, ties = record.people(), record.ties()
        if ties != told.ties or life(people, record) != life(told.people, record):
            return None
        people = told.people if people == told.people else people
    # A long record is walked for its changes only where there are any.
    as_it_came = numbers.isdisjoint(cited.changed)
    changing = [] if as_it_came else [one for one in record.events if one.kind in CHANGING]
    changes, attached = changes_of(changing), attachments_of(changing)
    child = people.get(record.child)
    close = close_by(told.ties)
    came = tuple(
        entry_of(
            event,
            placed(event, record.child, child, told.ties),
            changes.get(event.entry_id, []),
            Told(),
            attachments=attached.get(event.entry_id, ()),
            came_from="",
            wrong_child=None,
        )
        for event in concerned
        if is_entry(event) and belongs(event, record.child, close)
    )
    gone = tuple(one for one in (told.entry(entry.id) for entry in came) if one is not None)
    after = replace(
        told, record=record, people=people, entries=_with(told.entries, came, instead_of=gone)
    )
    return Grown(told=after.numbered_from(told, came), gone=gone, came=came)


def _concerned(told: Chronology, new: Iterable[RecordedEvent]) -> list[RecordedEvent]:
    """
    Return the events that came, and those that they change.
    """
    came = {event.entry_id: event for event in new}
    for event in tuple(came.values()):
        number = str(event.content.get("entry", "")) if event.kind in CHANGING else ""
        changed = told.entry(number)
        if changed is not None:
            came[number] = changed.event
    return list(came.values())


def _may_tie(
    told: Chronology, new: Iterable[RecordedEvent], concerned: Iterable[RecordedEvent]
) -> bool:
    tied = {tie.person for tie in told.ties} | {told.record.child}
    return any(
        event.kind in _OF_PEOPLE or not tied.issuperset(event.people()) for event in concerned
    ) or any(event.kind in REWRITING and _ties(told, event) for event in new)


def _ties(told: Chronology, change: RecordedEvent) -> bool:
    """
    Tell whether the entry that a change is about may tie somebody to the child by naming them.
    """
    changed = told.entry(str(change.content.get("entry", "")))
    return changed is None or any(one != told.record.child for one in changed.event.people())


def life(people: Mapping[UUID, Person], record: ChildRecord) -> tuple[date, date] | None:
    """
    Return the child's life as these people have it, by which entries are the child's or history.
    """
    child = people.get(record.child)
    return child.life() if child is not None else None


def _with(
    entries: tuple[Entry, ...], came: Iterable[Entry], *, instead_of: Collection[Entry]
) -> tuple[Entry, ...]:
    if instead_of:
        numbers = {entry.id for entry in instead_of}
        entries = tuple(entry for entry in entries if entry.id not in numbers)
    for entry in came:
        entries = inserted(entries, entry)
    return entries
