"""The log on SQLite: one writer at a time, so every question it asks stays answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from events.log.appending import Appender
from events.log.tables import EVENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.log.appending import Batch

_EVENT = (
    "INSERT INTO event (stream, version, kind, schema, occurred_from, occurred_to, precision,"
    " recorded, actor, agency, source, source_ref, body, digest)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SUBJECT = "INSERT INTO subject (person, event, role) VALUES (?, ?, ?)"
_LEARNED = "INSERT INTO learned (event, agency, how, first, last) VALUES (?, ?, ?, ?, ?)"
_REQUEST = (
    "INSERT INTO request (key, digest, stream, first, last, recorded) VALUES (?, ?, ?, ?, ?, ?)"
)


class SqliteLog(Appender):
    """
    The order of commits is the order of positions, without gaps.
    """

    def settled(self) -> int:
        """
        Return the newest position that this transaction sees: nothing below it is still open.
        """
        return self._connection.scalar(select(func.max(EVENT.c.position))) or 0

    def _write(self, batch: Batch) -> Sequence[int]:
        run = self._connection.exec_driver_sql
        rows = batch.rows
        first = self.settled() + 1
        places = range(first, first + len(rows))
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
                    row.checked.body,
                    row.digest,
                )
                for row in rows
            ],
        )
        if self.settled() != places[-1]:
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
