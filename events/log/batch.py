"""Events on their way into the log, as its columns will hold them, and what is answered then."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from events.log.canonical import body_of, digest_of
from events.log.sealed import RANDOM
from events.log.unfinished import Unfinished
from events.recorded_event import RecordedEvent

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from events.log.checking import Checked
    from events.log.sealed import DataKey

Row = tuple[Any, ...]
"""One event as the columns hold it, in the order of ``ROW``; ids are their 16 bytes."""

ROW = (
    "stream", "version", "kind", "schema", "occurred_from", "occurred_to", "precision", "recorded",
    "actor", "agency", "source", "source_ref", "key_id", "body", "digest",
)  # fmt: skip


class Batch(NamedTuple):
    """
    What one round trip adds.

    Args:
        heads: The version that each stream must be at.
        checked: The events, in order.
        rows: The same, as they will be stored.
        keys: For each request its key, its digest, and its first and last row counted from 0.
        recorded: The server's clock, as stored.
    """

    heads: Mapping[UUID, int]
    checked: Sequence[Checked]
    rows: Sequence[Row]
    keys: Sequence[tuple[str, bytes, int, int]]
    recorded: str


class Added(NamedTuple):
    """
    What one append of a batch added: its events are made when somebody asks for them.
    """

    batch: Batch
    stream: UUID
    places: Sequence[int]
    first: int
    last: int
    now: datetime

    @property
    def position(self) -> int:
        """
        The place of the first.
        """
        return self.places[self.first]

    def read(self, kinds: Collection[str] | None = None) -> tuple[RecordedEvent, ...]:
        """
        Make the events of these kinds, or all.
        """
        checked, rows, places = self.batch.checked, self.batch.rows, self.places
        return tuple(
            [
                _recorded(checked[place], self.stream, rows[place], places[place], self.now)
                for place in range(self.first, self.last + 1)
                if kinds is None or checked[place].new.kind in kinds
            ]
        )


class Known(NamedTuple):
    """
    What an append had added when it was first asked for.
    """

    events: tuple[RecordedEvent, ...]

    @property
    def position(self) -> int:
        """
        The place of the first.
        """
        return self.events[0].position

    def read(self, kinds: Collection[str] | None = None) -> tuple[RecordedEvent, ...]:
        """
        Return the events of these kinds, or all.
        """
        return tuple([event for event in self.events if kinds is None or event.kind in kinds])


def rows_of(
    checked: Sequence[Checked], stream: UUID, version: int, recorded: str, key: DataKey | None
) -> list[Row]:
    """
    Return events as they are stored from the version after this one on.
    """
    if key is None:
        return [
            _row(one, stream, place, recorded) for place, one in enumerate(checked, version + 1)
        ]
    random = os.urandom(RANDOM * len(checked))
    return [
        _row(one, stream, version + 1 + at, recorded, key, random[at * RANDOM : (at + 1) * RANDOM])
        for at, one in enumerate(checked)
    ]


def _row(
    checked: Checked,
    stream: UUID,
    version: int,
    recorded: str,
    key: DataKey | None = None,
    random: bytes = b"",
) -> Row:
    new = checked.new
    # The one place where what an event says takes the form in which it is stored.
    said = checked.said if key is None else key.seal(checked.said, stream, version, random)
    key_id = None if key is None else key.key_id
    body = body_of(said, checked.provenance)
    occurred_from, occurred_to, precision = checked.occurred
    origin = new.origin
    source, source_ref = (None, None) if origin is None else (origin.source, origin.ref)
    kind, schema, actor, agency = new.kind, checked.schema, new.actor, new.agency
    digest = digest_of(
        stream, version, kind, schema, occurred_from, occurred_to, precision, recorded,
        actor, agency, source, source_ref, key_id, body,
    )  # fmt: skip
    return (
        stream.bytes, version, kind, schema, occurred_from, occurred_to, precision, recorded,
        actor, agency, source, source_ref, None if key_id is None else key_id.bytes, body, digest,
    )  # fmt: skip


def _recorded(
    checked: Checked, stream: UUID, row: Row, position: int, now: datetime
) -> RecordedEvent:
    new = checked.new
    event: Any = Unfinished()
    event.position, event.stream, event.version = position, stream, row[1]
    event.kind, event.schema = new.kind, checked.schema
    event.occurred, event.recorded = new.occurred, now
    event.actor, event.agency, event.digest = new.actor, new.agency, row[-1]
    event.content = checked.content
    event.subjects = checked.subjects
    event.learned = checked.learned
    event.origin = new.origin
    event.__class__ = RecordedEvent
    return event  # type: ignore[no-any-return]
