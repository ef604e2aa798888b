"""The log on SQLite: one writer at a time, so every question it asks stays answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.log.appending import Appender
from events.log.stored import stream_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from events.log.appending import Batch, Row

_EVENT = (
    "INSERT INTO event (stream, version, kind, schema, occurred_from, occurred_to, precision,"
    " recorded, actor, agency, source, source_ref, key_id, body, digest)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SUBJECT = "INSERT INTO subject (person, event, role) VALUES (?, ?, ?)"
_LEARNED = "INSERT INTO learned (event, agency, how, first, last) VALUES (?, ?, ?, ?, ?)"
_REQUEST = (
    "INSERT INTO request (key, digest, stream, first, last, recorded) VALUES (?, ?, ?, ?, ?, ?)"
)

# Written out: on a single append SQLAlchemy's own way of asking takes longer than the answer.
_NEWEST = "SELECT coalesce(max(position), 0) FROM event"
_VERSIONS = "SELECT stream, max(version) FROM event WHERE stream IN ({marks}) GROUP BY stream"
_REQUESTS = "SELECT key, digest, stream, first, last FROM request WHERE key IN ({marks})"

_PLACES = (
    "SELECT (SELECT position FROM event WHERE stream = ? AND version = ?),"
    " (SELECT position FROM event WHERE stream = ? AND version = ?)"
)


class SqliteLog(Appender):
    """
    The order of commits is the order of positions, without gaps.
    """

    def settled(self) -> int:
        """
        Return the newest position that this transaction sees: nothing below it is still open.
        """
        found: int = self._connection.exec_driver_sql(_NEWEST).scalar_one()
        return found

    def _newest_versions(self, streams: Sequence[UUID]) -> Iterable[tuple[UUID, int]]:
        question = _VERSIONS.format(marks=_marks(streams))
        named = tuple([stream.bytes for stream in streams])
        found = self._connection.exec_driver_sql(question, named)
        return [(stream_of(stream), version) for stream, version in found]

    def _requests(self, keys: Sequence[str]) -> Iterable[tuple[str, bytes, Any, int, int]]:
        question = _REQUESTS.format(marks=_marks(keys))
        return self._connection.exec_driver_sql(question, tuple(keys))

    def _write(self, batch: Batch) -> Sequence[int]:
        run = self._connection.exec_driver_sql
        rows = batch.rows
        run(
            _EVENT,
            [
                (
                    row.stream.bytes,
                    row.version,
                    row.checked.new.kind,
                    row.checked.schema,
                    *row.checked.occurred,
                    row.recorded,
                    row.checked.new.actor,
                    row.checked.new.agency,
                    row.checked.new.origin.source if row.checked.new.origin else None,
                    row.checked.new.origin.ref if row.checked.new.origin else None,
                    row.key_id.bytes if row.key_id else None,
                    row.body,
                    row.digest,
                )
                for row in rows
            ],
        )
        first, last = run(_PLACES, (*_place(rows[0]), *_place(rows[-1]))).one()
        places = range(first, last + 1)
        # One rises after the other, so that as many as there are rows leave no gap.
        if len(places) != len(rows):
            message = "SQLite did not number the events one after the other"
            raise RuntimeError(message)
        placed = list(zip(places, rows, strict=True))
        subjects = [
            (subject.person.bytes, place, subject.role)
            for place, row in placed
            for subject in row.checked.subjects
        ]
        learned = [
            (place, one.agency, one.how, one.first.isoformat(), one.last.isoformat())
            for place, row in placed
            for one in row.checked.learned
        ]
        if subjects:
            run(_SUBJECT, subjects)
        if learned:
            run(_LEARNED, learned)
        run(
            _REQUEST,
            [
                (
                    key,
                    digest,
                    rows[start].stream.bytes,
                    places[start],
                    places[end],
                    batch.recorded,
                )
                for key, digest, start, end in batch.keys
            ],
        )
        return places


def _place(row: Row) -> tuple[bytes, int]:
    return row.stream.bytes, row.version


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
