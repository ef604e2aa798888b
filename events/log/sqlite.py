"""The log on SQLite: one writer at a time, so every question it asks stays answered."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from events.log.appending import Appender
from events.log.batch import ROW
from events.log.concerned import apart
from events.log.driver import add, ask, marks, slices, tell
from events.log.stored import stream_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from events.log.batch import Batch
    from events.log.checking import Checked
    from events.recorded_event import Subject

_EVENT = f"INSERT INTO event ({', '.join(ROW)}) VALUES ({', '.join('?' * len(ROW))})"  # noqa: S608 - our own names
# No stream has a version 0, so that the trigger refuses whatever its key has recorded before.
_EVENT_ONCE = (
    f"INSERT INTO event ({', '.join(ROW)}, own_role)"  # noqa: S608 - our own names
    " VALUES (?, iif(EXISTS (SELECT 1 FROM request WHERE key = ?), 0, ?),"
    f" {', '.join('?' * (len(ROW) - 1))})"
)
_SUBJECT = "INSERT INTO subject (person, event, role, last) VALUES (?, ?, ?, ?)"
_REQUEST = (
    "INSERT INTO request (key, digest, stream, first, last, recorded) VALUES (?, ?, ?, ?, ?, ?)"
)

_NEWEST = "SELECT coalesce(max(position), 0) FROM event"
_VERSIONS = "SELECT stream, max(version) FROM event WHERE stream IN ({marks}) GROUP BY stream"
_NAMED = (
    "(SELECT coalesce(sum(coalesce(last, event) - event + 1), 0) FROM subject"
    " WHERE person IN ({marks}))"
    " + (SELECT count(own_role) FROM event WHERE stream IN ({marks}))"
)
"""A row names somebody in one event, or in several that follow one another; an event may name whose
record it lies in by itself."""
_HELD = "(SELECT coalesce(max(version), 0) FROM event WHERE stream = ?)"
_REQUESTS = "SELECT key, digest, stream, first, last FROM request WHERE key IN ({marks})"


class SqliteLog(Appender):
    """
    The order of commits is the order of positions, without gaps.
    """

    def settled(self) -> int:
        """
        Return the newest position that this transaction sees: nothing below it is still open.
        """
        ((found,),) = ask(self._connection, _NEWEST)
        return int(found)

    def how_far(self, persons: Collection[UUID], streams: Sequence[UUID] = ()) -> tuple[int, ...]:
        """
        Return how often events name any of these persons, and how many events each of these
        streams holds, all asked at once; none of it ever shrinks.
        """
        own = [stream.bytes for stream in streams]
        named, *held = 0, *(0 for _ in own)
        for some in [*slices(persons)] or [()]:
            question = ", ".join([_NAMED.format(marks=marks(some)), *(_HELD for _ in own)])
            named_by = [person.bytes for person in some]
            values = (*named_by, *named_by, *own)
            ((often, *held),) = ask(self._connection, f"SELECT {question}", values)
            named += often
        return (named, *held)

    def _newest_versions(self, streams: Sequence[UUID]) -> Iterable[tuple[UUID, int]]:
        question = _VERSIONS.format(marks=marks(streams))
        named = tuple([stream.bytes for stream in streams])
        return [
            (stream_of(stream), version)
            for stream, version in ask(self._connection, question, named)
        ]

    def _requests(self, keys: Sequence[str]) -> Iterable[tuple[str, bytes, Any, int, int]]:
        question = _REQUESTS.format(marks=marks(keys))
        return ask(self._connection, question, tuple(keys))

    def _write(self, batch: Batch) -> Sequence[int] | None:
        connection, rows = self._connection, batch.rows
        own_role: str | None = None
        others: Sequence[Subject] = ()
        if alone := len(rows) == 1:
            own_role, others = apart(stream_of(rows[0][0]), batch.checked[0].subjects)
        try:
            first = _add_first(connection, batch, own_role)
        except sqlite3.IntegrityError as error:
            # The stream has moved, or the key is taken. A stream that takes the first event of a
            # request takes them all, so that nothing of it is there.
            if len(batch.keys) > 1 or error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_TRIGGER:
                raise
            return None
        if not alone:
            tell(connection, _EVENT, rows[1:])
        # Nobody else writes, so that one rises after the other and leaves no gap.
        places = range(first, first + len(rows))
        spans = _alone(first, others) if alone else _spans(places, batch.checked)
        if spans:
            tell(connection, _SUBJECT, spans)
        requests = [
            (key, digest, rows[first][0], places[first], places[last], batch.recorded)
            for key, digest, first, last in batch.keys
        ]
        tell(connection, _REQUEST, requests)
        return places


def _add_first(connection: Connection, batch: Batch, own_role: str | None) -> int:
    row = batch.rows[0]
    if len(batch.keys) > 1:
        # Their keys were looked for.
        return add(connection, _EVENT, row)
    stream, *others = row
    return add(connection, _EVENT_ONCE, [stream, batch.keys[0][0], *others, own_role])


def _alone(place: int, others: Sequence[Subject]) -> list[tuple[Any, ...]]:
    """
    Return whom one event concerns beside the person who stands in its own row.
    """
    return [(one.person.bytes, place, one.role, None) for one in others]


def _spans(places: Sequence[int], checked: Sequence[Checked]) -> list[tuple[Any, ...]]:
    """
    Return whom these events concern: one row for whoever is named in one role by many in a row,
    as a child is by its own record that is brought in.
    """
    newest: dict[tuple[int, str], list[Any]] = {}
    spans = []
    for place, one in zip(places, checked, strict=True):
        for subject in one.subjects:
            who = (subject.person.int, subject.role)
            span = newest.get(who)
            if span is not None and span[4] == place:
                span[3], span[4] = place, place + 1
            else:
                newest[who] = span = [subject.person.bytes, place, subject.role, None, place + 1]
                spans.append(span)
    return [tuple(span[:4]) for span in spans]
