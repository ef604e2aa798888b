"""From a stored row to the event that it is."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
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
    from collections.abc import Iterable, Mapping, Sequence

    from events.kind import EventKind
    from events.log.master_key import MasterKey
    from events.recorded_event import Provenance, Reads

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
_MANY = 4_096

# Whole bodies but for what they tell: of a record that is read, most events share theirs.
_FEW = 2_048


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


class _Plain:
    """
    Reads a body as it stands.

    Its two parts are told apart before they are read: whoever asks what an event tells is not made
    to wait for who learned it, and the persons and days of one event are mostly another's too.
    """

    @staticmethod
    def content(body: bytes) -> Mapping[str, Any]:
        """
        Return what the event tells.
        """
        end = body.rfind(_PROVENANCE)
        if end < 0 or not body.startswith(_CONTENT):
            return orjson.loads(body)["content"]  # type: ignore[no-any-return]
        return orjson.loads(body[_FROM:end])  # type: ignore[no-any-return]

    @staticmethod
    def provenance(body: bytes) -> Provenance:
        """
        Return the rest.
        """
        end = body.rfind(_PROVENANCE)
        if end < 0 or not body.startswith(_CONTENT):
            return _told(body)
        return _provenance(body[end:])


PLAIN = _Plain()

# As ``body_of`` writes them. Within a text the quotes would be escaped, and what follows the last
# place where it says who learned it names nothing so again.
_CONTENT = b'{"content":'
_FROM = len(_CONTENT)
_PROVENANCE = b',"learned":['


@lru_cache(_FEW)
def _provenance(end: bytes) -> Provenance:
    return _told(b"{" + end[1:])


def _told(said: bytes) -> Provenance:
    read = orjson.loads(said)
    origin = read["origin"]
    return (
        tuple([_subject(s["person"], s["role"]) for s in read["subjects"]]),
        tuple([_learned(k["agency"], k["first"], k["last"], k["how"]) for k in read["learned"]]),
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

    def content(self, body: bytes) -> Mapping[str, Any]:
        """
        Return what it tells.

        Raises:
            MasterKeyMissing, ContentDamaged: It cannot be opened.
        """
        # The one place where what is stored becomes what the event says again.
        return self.opened(cast("str", PLAIN.content(body)))

    @staticmethod
    def provenance(body: bytes) -> Provenance:
        """
        Return the rest, which is never sealed.
        """
        return PLAIN.provenance(body)

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


class _Lifted(NamedTuple):
    """
    Reads what was recorded in an older version of its kind.
    """

    kind: EventKind
    schema: int
    reads: Reads

    def content(self, body: bytes) -> Mapping[str, Any]:
        """
        Return what it tells, in the newest version.
        """
        content = self.reads.content(body)
        return content if isinstance(content, Erased) else lifted(self.kind, content, self.schema)

    def provenance(self, body: bytes) -> Provenance:
        """
        Return the rest, which every version writes alike.
        """
        return self.reads.provenance(body)


def read_rows(
    rows: Iterable[Sequence[Any]], master: MasterKey | None = None
) -> tuple[RecordedEvent, ...]:
    """
    Return the events that rows of ``COLUMNS`` hold, their content lifted to its newest version;
    the body of each is read when it is asked for.

    Args:
        master: Opens the keys that sealed them.

    Raises:
        KindUnknown: A newer version of the program recorded it.
    """
    made = []
    for (position, stream, version, kind, schema, first, last, precision, recorded, actor, agency,
         body, digest, key_id, wrapped) in rows:  # fmt: skip
        declared = KINDS.get(kind) or kind_called(kind)
        event: Any = Unfinished()
        event.position = position
        event.stream = stream if type(stream) is UUID else stream_of(stream)
        event.version = version
        event.kind = kind
        event.schema = declared.version
        event.occurred = _occurred(first, last, precision)
        event.recorded = _moment(recorded)
        event.actor = actor
        event.agency = agency
        event.digest = digest
        event._body = body  # noqa: SLF001 - its own, before it has its class
        reads: Reads = PLAIN
        if key_id is not None:
            reads = Sealed(event.stream, version, stream_of(key_id), wrapped, master)
        if schema != declared.version:
            reads = _Lifted(declared, schema, reads)
        event._reads = reads  # noqa: SLF001 - as above
        event.__class__ = RecordedEvent
        made.append(event)
    return tuple(made)


def read_row(row: Sequence[Any], master: MasterKey | None = None) -> RecordedEvent:
    """
    Return the event that one row of ``COLUMNS`` holds; see ``read_rows``.
    """
    (event,) = read_rows((row,), master)
    return event
