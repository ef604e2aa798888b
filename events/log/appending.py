"""What appending is on both databases: checked, numbered, hashed, and once for each key."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from events.errors import ContentRefused, KeyReused, LogUnavailable, StreamMoved
from events.log.canonical import (
    NotPlain,
    body_of,
    canonical,
    canonical_own,
    digest_of,
    provenance_of,
    refuse_fractions,
)
from events.log.columns import moment_text
from events.log.contract import Append, Appended
from events.log.data_keys import keys_of, make_keys, master_of
from events.log.read import Reader, slices
from events.log.stored import stream_of
from events.log.unfinished import Unfinished
from events.recorded_event import NewEvent, RecordedEvent
from events.vocabulary import kind_called

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from events.log.sealed import DataKey
    from events.recorded_event import Learned, Subject

T = TypeVar("T")

ATTEMPTS = 50
"""How often an append that was not based on a version steps behind somebody else's."""


class Checked(NamedTuple):
    """
    One event that has passed its kind's validation and waits for its place.

    ``said`` is its content as it is written, ``provenance`` the rest of its body.
    """

    new: NewEvent
    schema: int
    content: Mapping[str, object]
    subjects: tuple[Subject, ...]
    learned: tuple[Learned, ...]
    occurred: tuple[str, str, str]
    said: bytes
    provenance: bytes


class Row(NamedTuple):
    """
    One event as it will be stored, but for its position.
    """

    checked: Checked
    stream: UUID
    version: int
    recorded: str
    key_id: UUID | None
    body: bytes
    digest: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """
    What one round trip adds.

    Args:
        heads: The version that each stream must be at.
        rows: The events, in order.
        keys: For each request its key, its digest, and its first and last row counted from 0.
        recorded: The server's clock, as stored.
    """

    heads: Mapping[UUID, int]
    rows: Sequence[Row]
    keys: Sequence[tuple[str, bytes, int, int]]
    recorded: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """
    A key that was used before: for what, and where that lies.
    """

    digest: bytes
    stream: UUID
    first: int
    last: int


class Appender(Reader):
    """
    Appends inside the transaction of its connection; a database's own part is ``_write``.
    """

    _looks_first = True

    def append(
        self,
        new: Sequence[NewEvent],
        *,
        stream: UUID,
        decided_on: int | None,
        key: str,
        now: datetime,
    ) -> Appended:
        """
        Record all of these or none; see ``EventLog.append``.

        Raises:
            KindUnknown, ContentRefused, StreamMoved, KeyReused, LogUnavailable: Nothing of it
                was recorded, and the transaction can go on.
        """
        one = Append(new=new, stream=stream, decided_on=decided_on, key=key)
        return self.append_many([one], now=now)[0]

    def append_many(self, appends: Sequence[Append], *, now: datetime) -> tuple[Appended, ...]:
        """
        Record many appends at once: all or none, one answer for each.

        Raises:
            KindUnknown, ContentRefused, StreamMoved, KeyReused, LogUnavailable: As ``append``.
        """
        checked = [_check(append) for append in appends]
        streams = {append.stream for append in appends}
        seals = master_of(self._connection) is not None
        sealing = keys_of(self._connection, streams) if seals else {}
        if seals and len(sealing) < len(streams):
            sealing = make_keys(self._connection, streams - sealing.keys(), now) | sealing
        plain = [
            _request_digest(append, events) for append, events in zip(appends, checked, strict=True)
        ]
        digests = [
            sealing[append.stream].keyed(digest) if seals else digest
            for append, digest in zip(appends, plain, strict=True)
        ]
        recorded = moment_text(now)
        # Where every version is given, PostgreSQL needs no question before its one round trip.
        look = self._looks_first or any(append.decided_on is None for append in appends)
        for _ in range(ATTEMPTS):
            taken = self._taken([append.key for append in appends]) if look else {}
            fresh = _fresh(appends, digests, plain, taken)
            batch = self._batch(appends, checked, digests, fresh, recorded, sealing, look=look)
            places = self._write(batch) if batch.rows else []
            if places is not None:
                return self._answers(appends, taken, fresh, batch, places, now)
            look = True
        raise LogUnavailable("too many people are recording on one record at once; try again")

    def _write(self, batch: Batch) -> Sequence[int] | None:
        """
        Store a batch and return its positions; None where a stream moved or a key was taken.
        """
        raise NotImplementedError

    def _batch(
        self,
        appends: Sequence[Append],
        checked: Sequence[Sequence[Checked]],
        digests: Sequence[bytes],
        fresh: Sequence[int],
        recorded: str,
        sealing: Mapping[UUID, DataKey],
        *,
        look: bool,
    ) -> Batch:
        streams = {appends[number].stream for number in fresh}
        heads = self._heads(streams) if look and streams else {}
        versions = dict(heads)
        rows: list[Row] = []
        keys: list[tuple[str, bytes, int, int]] = []
        for number in fresh:
            append = appends[number]
            stream, decided_on = append.stream, append.decided_on
            if not look and stream not in versions and decided_on is not None:
                heads[stream] = versions[stream] = decided_on
            if decided_on is not None and decided_on != versions[stream]:
                raise StreamMoved(stream, decided_on, self.stream_after(stream, decided_on))
            first = len(rows)
            for one in checked[number]:
                versions[stream] += 1
                rows.append(_row(one, stream, versions[stream], recorded, sealing.get(stream)))
            keys.append((append.key, digests[number], first, len(rows) - 1))
        return Batch(heads=heads, rows=rows, keys=keys, recorded=recorded)

    def _answers(
        self,
        appends: Sequence[Append],
        taken: Mapping[str, Taken],
        fresh: Sequence[int],
        batch: Batch,
        places: Sequence[int],
        now: datetime,
    ) -> tuple[Appended, ...]:
        new = {
            number: tuple(
                [
                    _recorded(batch.rows[place], places[place], now)
                    for place in range(first, last + 1)
                ]
            )
            for number, (_, _, first, last) in zip(fresh, batch.keys, strict=True)
        }
        by_key = {appends[number].key: events for number, events in new.items()}
        return tuple(
            [
                Appended(events=new[number], already=False)
                if number in new
                else Appended(
                    events=by_key.get(append.key) or self._answered(taken[append.key]),
                    already=True,
                )
                for number, append in enumerate(appends)
            ]
        )

    def _heads(self, streams: Iterable[UUID]) -> dict[UUID, int]:
        heads = dict.fromkeys(streams, 0)
        for some in slices(list(heads)):
            heads.update((stream, head) for stream, head in self._newest_versions(some))
        return heads

    def _newest_versions(self, streams: Sequence[UUID]) -> Iterable[tuple[UUID, int]]:
        """
        Return the version that each of these streams is at, of those that there are.
        """
        raise NotImplementedError

    def _taken(self, keys: Sequence[str]) -> dict[str, Taken]:
        return {
            key: Taken(digest=digest, stream=stream_of(stream), first=first, last=last)
            for some in slices(keys)
            for key, digest, stream, first, last in self._requests(some)
        }

    def _requests(self, keys: Sequence[str]) -> Iterable[tuple[str, bytes, Any, int, int]]:
        """
        Return what each of these keys stands for, of those that were used.
        """
        raise NotImplementedError

    def _answered(self, taken: Taken) -> tuple[RecordedEvent, ...]:
        # Nothing else can lie in this stream between its first and last event.
        return tuple(
            event
            for event in self.stream(taken.stream)
            if taken.first <= event.position <= taken.last
        )


def _check(append: Append) -> list[Checked]:
    if not append.new:
        message = "an append names at least one event"
        raise ValueError(message)
    return [_check_one(new) for new in append.new]


def _check_one(new: NewEvent) -> Checked:
    kind = kind_called(new.kind)
    imported = new.origin is not None
    # Said twice is said once: the same person in the same role, the same learning.
    subjects, learned = _once(new.subjects), _once(new.learned)
    occurred = new.occurred.as_json()
    try:
        if kind.plainly_right(new.content, imported=imported):
            # Text alone: there is no fraction to look for.
            content: Mapping[str, Any] = dict(new.content)
        else:
            content = kind.read(new.kind, new.content, imported=imported)
            refuse_fractions(content)
        said = canonical(content)
        provenance = provenance_of(subjects, learned, new.origin)
    except NotPlain as error:
        raise ContentRefused(new.kind, {"content": [f"Keep it plain: {error}"]}) from None
    return Checked(
        new,
        kind.version,
        content,
        subjects,
        learned,
        (occurred["from"], occurred["to"], occurred["precision"]),
        said,
        provenance,
    )


def _once(said: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(said)) if len(said) > 1 else tuple(said)


def _request_digest(append: Append, checked: Sequence[Checked]) -> bytes:
    """
    Return what tells a repeated request from another one under the same key.

    It covers what the caller said, before any version of the vocabulary read it, so that a row
    imported again after an update is still the same row; who pressed the key and the version it
    was based on are not part of what was said.
    """
    said = [
        [
            new.kind,
            dict(zip(("from", "to", "precision"), one.occurred, strict=True)),
            new.content,
            new.agency,
            _sorted([[s.person, s.role] for s in new.subjects]),
            _sorted([[k.agency, k.first, k.last, k.how] for k in new.learned]),
            new.origin and [new.origin.source, new.origin.ref],
        ]
        for new, one in zip(append.new, checked, strict=True)
    ]
    return sha256(canonical_own([append.stream, said])).digest()


def _sorted(said: list[list[Any]]) -> list[list[Any]]:
    # As they are written; one alone is in order.
    return sorted(said, key=lambda one: [str(each) for each in one]) if len(said) > 1 else said


def _fresh(
    appends: Sequence[Append],
    digests: Sequence[bytes],
    plain: Sequence[bytes],
    taken: Mapping[str, Taken],
) -> list[int]:
    """
    Return which appends are not yet recorded, by number.

    Args:
        plain: The digests as they were kept before anything was sealed.

    Raises:
        KeyReused: A key stands for something else.
    """
    known = {key: request.digest for key, request in taken.items()}
    fresh: list[int] = []
    for number, append in enumerate(appends):
        if append.key not in known:
            known[append.key] = digests[number]
            fresh.append(number)
        elif known[append.key] not in {digests[number], plain[number]}:
            raise KeyReused(append.key)
    return fresh


def _row(
    checked: Checked, stream: UUID, version: int, recorded: str, key: DataKey | None = None
) -> Row:
    new = checked.new
    # The one place where what an event says takes the form in which it is stored.
    said = checked.said if key is None else key.seal(checked.said, stream, version)
    key_id = None if key is None else key.key_id
    body = body_of(said, checked.provenance)
    occurred_from, occurred_to, precision = checked.occurred
    origin = new.origin
    digest = digest_of(
        stream=stream,
        version=version,
        kind=new.kind,
        schema=checked.schema,
        occurred_from=occurred_from,
        occurred_to=occurred_to,
        precision=precision,
        recorded=recorded,
        actor=new.actor,
        agency=new.agency,
        source=origin.source if origin else None,
        source_ref=origin.ref if origin else None,
        key_id=key_id,
        body=body,
    )
    return Row(checked, stream, version, recorded, key_id, body, digest)


def _recorded(row: Row, position: int, now: datetime) -> RecordedEvent:
    checked = row.checked
    new = checked.new
    event: Any = Unfinished(
        position,
        row.stream,
        row.version,
        new.kind,
        checked.schema,
        new.occurred,
        now,
        new.actor,
        new.agency,
        row.digest,
    )
    event.content = checked.content
    event.subjects = checked.subjects
    event.learned = checked.learned
    event.origin = new.origin
    event.__class__ = RecordedEvent
    return event  # type: ignore[no-any-return]
