"""What of a record is open only to those whom a restriction names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.log.places import said_at
from projections.stored.models.withholding import (
    RESTRICTED,
    WHOLE_RECORD,
    restrictions_of,
    withheld,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from events.recorded_event import RecordedEvent
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from service.access.reader import Reader

RESTRICTING = frozenset({"access_restricted", "access_restriction_lifted"})
"""Kinds whose own words may say what is protected."""
ANSWERED = "indicator_answered"
PLANNED = "outcome_planned"
BY_HAND = "plan"
"""Where somebody wrote in their own words what is owed, knowing who reads a plan."""


def opened_by_name(reader: Reader, row: Any) -> bool:
    """
    Say whether a row of ``withholding`` is a restriction that names this reader or their agency.
    """
    if row.why != RESTRICTED or reader.passes_on:
        return False
    return str(reader.user) in row.people or reader.agency in row.agencies


def opened_by(event: RecordedEvent) -> tuple[int, ...]:
    """
    Return the entries that opened an outcome by rule: what it says is owed says what they told of.

    None where somebody planned it, and none of any other kind.
    """
    if event.kind != PLANNED or event.content.get("origin") == BY_HAND:
        return ()
    return _evidence(event)


def told_of_in(event: RecordedEvent) -> tuple[int, ...]:
    """
    Return the entries of which an event says something: those that opened an outcome by rule, and
    those on which an answer to a question rests.
    """
    return _evidence(event) if event.kind == ANSWERED else opened_by(event)


def _evidence(event: RecordedEvent) -> tuple[int, ...]:
    return tuple(int(one) for one in event.content.get("evidence") or () if str(one).isdigit())


def rests_on(event: RecordedEvent, kept: Collection[int]) -> bool:
    """
    Say whether some of what is kept opened an outcome by rule, or an answer rests on it: what is
    owed, or answered, may say anything that any of its evidence does.

    An answer that names no evidence may rest on anything: where something is kept, it is as well.

    Args:
        kept: The entries of the same record that are kept from the reader.
    """
    told_of = told_of_in(event)
    if event.kind == ANSWERED and not told_of:
        return bool(kept)
    return any(one in kept for one in told_of)


def kept_entries(
    connection: Connection, reader: Reader, children: Iterable[UUID]
) -> dict[UUID, set[int]]:
    """
    Return which entries of these children's records restrictions keep from a reader.
    """
    if reader.reads_all:
        return {}
    kept: dict[UUID, set[int]] = {}
    for row in restrictions_of(connection, sorted(children, key=str)):
        if row.entry != WHOLE_RECORD and not opened_by_name(reader, row):
            kept.setdefault(row.child, set()).add(row.entry)
    return kept


def named_for(connection: Connection, reader: Reader, entry: str) -> bool:
    """
    Say whether an entry is kept for those named, and this reader or their agency is.

    Whoever alone named themself is not: else to restrict an entry would be to read what is in it.
    """
    rows = [row for row in withheld(connection, [int(entry)], []) if row.why == RESTRICTED]
    if not rows or not all(opened_by_name(reader, row) for row in rows):
        return False
    said = [said_at(connection, row.event) for row in rows]
    return any(one is not None and one[0] != reader.actor for one in said)


def kept_whole(connection: Connection, child: UUID) -> bool:
    """
    Tell whether a child's whole record is kept for some.
    """
    rows = withheld(connection, [], [child], why=RESTRICTED)
    return any(row.entry == WHOLE_RECORD for row in rows)


def hidden_from(
    connection: Connection, reader: Reader, children: Iterable[UUID]
) -> frozenset[UUID]:
    """
    Return the children whose whole record is kept for others: no search tells that they are here.

    Source: Information Sharing (2024); records of staff's own families and of those whom somebody
    looks for, to be confirmed by each partnership.
    """
    if reader.is_operator:
        return frozenset()
    return frozenset(
        row.child
        for row in withheld(connection, [], sorted(children, key=str))
        if row.why == RESTRICTED and not opened_by_name(reader, row)
    )


def restricted_in(connection: Connection, reader: Reader, told: Chronology) -> frozenset[str]:
    """
    Return which entries of a chronology are kept from a reader, and those that say why they are.
    """
    return _restricted(
        connection, reader, told.record.child, told.entries, numbers=told.once(_numbers)
    )


def restricted(
    connection: Connection, reader: Reader, child: UUID, entries: Sequence[Entry]
) -> frozenset[str]:
    """
    Return which of these entries are kept from a reader, and those that say why they are.
    """
    return _restricted(connection, reader, child, entries, numbers=_asked_of(entries))


def _restricted(
    connection: Connection,
    reader: Reader,
    child: UUID,
    entries: Sequence[Entry],
    *,
    numbers: Sequence[int],
) -> frozenset[str]:
    rows = [
        row
        for row in withheld(connection, numbers, [child], why=RESTRICTED)
        if not opened_by_name(reader, row)
    ]
    # An answer that names no evidence may quote an entry that is on another page.
    bare = any(entry.event.kind == ANSWERED and not told_of_in(entry.event) for entry in entries)
    elsewhere = kept_entries(connection, reader, [child]).get(child, set()) if bare else set()
    if not rows and not elsewhere:
        return frozenset()
    if any(row.entry == WHOLE_RECORD for row in rows):
        return frozenset(entry.id for entry in entries)
    kept_back = {str(row.entry) for row in rows} | {str(row.event) for row in rows}
    kept_back |= {
        entry.id
        for entry in entries
        if entry.event.kind in RESTRICTING
        and str(entry.content.get("entry") or entry.content.get("restriction")) in kept_back
    }
    closed = {row.entry for row in rows} | elsewhere
    kept_back |= {entry.id for entry in entries if rests_on(entry.event, closed)}
    # Whatever is said later of what a rule opened by it repeats what is owed.
    owed = {
        entry.event.stream
        for entry in entries
        if entry.event.kind == PLANNED and entry.id in kept_back
    }
    kept_back |= {entry.id for entry in entries if entry.event.stream in owed - {child}}
    return frozenset(kept_back)


def _numbers(told: Chronology) -> tuple[int, ...]:
    return _asked_of(told.entries)


def _asked_of(entries: Iterable[Entry]) -> tuple[int, ...]:
    numbers: set[int] = set()
    for entry in entries:
        numbers.add(entry.event.position)
        numbers.update(told_of_in(entry.event))
    return tuple(sorted(numbers))
