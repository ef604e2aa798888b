"""From a stored row to the event that it is."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from events.lifting import lifted
from events.log.tables import EVENT
from events.occurred import Occurred
from events.recorded_event import Learned, Origin, RecordedEvent, Subject
from events.vocabulary import kind_called

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COLUMNS = (
    EVENT.c.position,
    EVENT.c.stream,
    EVENT.c.version,
    EVENT.c.kind,
    EVENT.c.schema,
    EVENT.c.occurred_from,
    EVENT.c.occurred_to,
    EVENT.c.precision,
    EVENT.c.recorded,
    EVENT.c.actor,
    EVENT.c.agency,
    EVENT.c.body,
    EVENT.c.digest,
)
"""What a reader needs of a row, in the order in which ``read_rows`` takes it."""

# The same few people, days and agencies fill a record: each is made once and shared, which is
# safe because all of them are frozen.
_MANY = 16_384


@lru_cache(_MANY)
def stream_of(stored: bytes | UUID) -> UUID:
    """
    Read a stream's id as either database hands it over.
    """
    return stored if isinstance(stored, UUID) else UUID(bytes=stored)


@lru_cache(_MANY)
def _subject(person: str, role: str) -> Subject:
    return Subject(person=UUID(person), role=role)


@lru_cache(_MANY)
def _learned(agency: str, first: str, last: str, how: str) -> Learned:
    return Learned(
        agency=agency,
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        how=how,
    )


@lru_cache(_MANY)
def _occurred(first: str, last: str, precision: str) -> Occurred:
    return Occurred.from_json({"from": first, "to": last, "precision": precision})


_moment = lru_cache(_MANY)(datetime.fromisoformat)


def read_rows(rows: Iterable[Sequence[Any]]) -> tuple[RecordedEvent, ...]:
    """
    Return the events that rows of ``COLUMNS`` hold, their content lifted to its newest version.

    Raises:
        KindUnknown: A newer version of the program recorded it.
    """
    return tuple([read_row(row) for row in rows])


def read_row(row: Sequence[Any]) -> RecordedEvent:
    """
    Return the event that one row of ``COLUMNS`` holds.

    Raises:
        KindUnknown: A newer version of the program recorded it.
    """
    (position, stream, version, kind, schema, first, last, precision, recorded, actor, agency,
     body, digest) = row  # fmt: skip
    said = orjson.loads(body)
    content = said["content"]
    declared = kind_called(kind)
    if schema != declared.version:
        content = lifted(declared, content, schema)
        schema = declared.version
    origin = said["origin"]
    return RecordedEvent(
        position=position,
        stream=stream_of(stream),
        version=version,
        kind=kind,
        schema=schema,
        occurred=_occurred(first, last, precision),
        recorded=_moment(recorded),
        actor=actor,
        agency=agency,
        content=content,
        subjects=tuple([_subject(s["person"], s["role"]) for s in said["subjects"]]),
        learned=tuple(
            [_learned(k["agency"], k["first"], k["last"], k["how"]) for k in said["learned"]]
        ),
        origin=None if origin is None else Origin(source=origin["source"], ref=origin["ref"]),
        digest=digest,
    )
