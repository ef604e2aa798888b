"""From a stored row to the event that it is."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from uuid import UUID

import orjson

from events.errors import MasterKeyMissing
from events.lifting import lifted
from events.log.tables import DATA_KEY, EVENT
from events.log.unfinished import Unfinished
from events.occurred import Occurred
from events.recorded_event import ERASED, Erased, Learned, Origin, RecordedEvent, Subject
from events.vocabulary import KINDS, kind_called

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from events.kind import EventKind
    from events.log.master_key import MasterKey
    from events.recorded_event import Said

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
    EVENT.c.key_id,
    DATA_KEY.c.wrapped,
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


def read_rows(
    rows: Iterable[Sequence[Any]], master: MasterKey | None = None
) -> tuple[RecordedEvent, ...]:
    """
    Return the events that rows of ``COLUMNS`` hold, their content lifted to its newest version.

    Args:
        master: Opens the keys that sealed them.

    Raises:
        KindUnknown: A newer version of the program recorded it.
    """
    return tuple([read_row(row, master) for row in rows])


def read_row(row: Sequence[Any], master: MasterKey | None = None) -> RecordedEvent:
    """
    Return the event that one row of ``COLUMNS`` holds; its body is read when it is asked for.

    Raises:
        KindUnknown: A newer version of the program recorded it.
    """
    (position, stream, version, kind, schema, first, last, precision, recorded, actor, agency,
     body, digest, key_id, wrapped) = row  # fmt: skip
    declared = KINDS.get(kind) or kind_called(kind)
    reads: Callable[[bytes], Said] = said_by
    if key_id is not None:
        sealed = Sealed(stream_of(stream), version, stream_of(key_id), wrapped, master)
        reads = partial(_unsealed, sealed)
    if schema != declared.version:
        reads = partial(_lifted, declared, schema, reads)
    event: Any = Unfinished(
        position,
        stream if type(stream) is UUID else stream_of(stream),
        version,
        kind,
        declared.version,
        _occurred(first, last, precision),
        _moment(recorded),
        actor,
        agency,
        digest,
    )
    event._body = body  # noqa: SLF001 - its own, before it has its class
    event._reads = reads  # noqa: SLF001 - as above
    event.__class__ = RecordedEvent
    return event  # type: ignore[no-any-return]


def said_by(body: bytes) -> Said:
    """
    Return what the body of an event says.
    """
    said = orjson.loads(body)
    origin = said["origin"]
    return (
        said["content"],
        tuple([_subject(s["person"], s["role"]) for s in said["subjects"]]),
        tuple([_learned(k["agency"], k["first"], k["last"], k["how"]) for k in said["learned"]]),
        None if origin is None else Origin(source=origin["source"], ref=origin["ref"]),
    )


class Sealed(NamedTuple):
    """
    What opens one event's content: its place, and its key as it is stored; None once destroyed.
    """

    stream: UUID
    version: int
    key_id: UUID
    wrapped: bytes | None
    master: MasterKey | None

    def opened(self, content: str) -> Mapping[str, Any]:
        """
        Return the content; where its key was destroyed, that it was erased.

        Raises:
            MasterKeyMissing: Nothing was given to open it with.
            ContentDamaged: It is not what was sealed for this place.
        """
        if self.wrapped is None:
            return ERASED
        if self.master is None:
            raise MasterKeyMissing("no master key was given")
        key = self.master.opened(bytes(self.wrapped), self.key_id)
        read: Mapping[str, Any] = orjson.loads(key.opened(content, self.stream, self.version))
        return read


def _unsealed(sealed: Sealed, body: bytes) -> Said:
    # The one place where what is stored becomes what the event says again.
    content, subjects, learned, origin = said_by(body)
    return sealed.opened(cast("str", content)), subjects, learned, origin


def _lifted(kind: EventKind, schema: int, reads: Callable[[bytes], Said], body: bytes) -> Said:
    content, subjects, learned, origin = reads(body)
    if isinstance(content, Erased):
        return content, subjects, learned, origin
    return lifted(kind, content, schema), subjects, learned, origin
