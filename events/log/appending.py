"""What appending is on both databases: checked, numbered, hashed, and once for each key."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.errors import KeyReused, LogUnavailable, StreamMoved
from events.log.batch import Added, Batch, Known, rows_of
from events.log.checking import check, request_digest
from events.log.columns import moment_text
from events.log.contract import Append, Appended
from events.log.data_keys import keys_of, make_keys
from events.log.driver import slices
from events.log.read import Reader
from events.log.stored import stream_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from events.log.batch import Row
    from events.log.checking import Checked
    from events.log.sealed import DataKey
    from events.recorded_event import NewEvent, RecordedEvent

ATTEMPTS = 50
"""How often an append that was not based on a version steps behind somebody else's."""


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

    _asks_first = True
    """Whether the keys and streams of many appends are looked for before anything is written."""

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
        checked = check(new)
        plain = request_digest(stream, checked)
        if decided_on is not None:
            added = self._at_once(checked, stream, decided_on, key, plain, now)
            if added is not None:
                return Appended(added.read, first=added.position, already=False)
        one = Append(new=new, stream=stream, decided_on=decided_on, key=key)
        return self._asking([one], [checked], [plain], now, anew=decided_on is not None)[0]

    def append_many(self, appends: Sequence[Append], *, now: datetime) -> tuple[Appended, ...]:
        """
        Record many appends at once: all or none, one answer for each.

        Raises:
            KindUnknown, ContentRefused, StreamMoved, KeyReused, LogUnavailable: As ``append``.
        """
        checked = [check(append.new) for append in appends]
        plain = [
            request_digest(append.stream, events)
            for append, events in zip(appends, checked, strict=True)
        ]
        return self._asking(appends, checked, plain, now)

    def _at_once(
        self,
        checked: Sequence[Checked],
        stream: UUID,
        decided_on: int,
        key: str,
        digest: bytes,
        now: datetime,
    ) -> Added | None:
        """
        Write one request without asking anything first; None where something stands in its way.

        Whoever writes finds out whether the stream is where it was and the key is free, so that
        asking before would ask twice.
        """
        recorded = moment_text(now)
        sealed_with = None
        if self._master is not None:
            sealed_with = self._sealing(frozenset((stream,)), now)[stream]
            digest = sealed_with.keyed(digest)
        rows = rows_of(checked, stream, decided_on, recorded, sealed_with)
        last = len(rows) - 1
        batch = Batch({stream: decided_on}, checked, rows, [(key, digest, 0, last)], recorded)
        places = self._write(batch)
        return None if places is None else Added(batch, stream, places, 0, last, now)

    def _asking(
        self,
        appends: Sequence[Append],
        checked: Sequence[Sequence[Checked]],
        plain: Sequence[bytes],
        now: datetime,
        *,
        anew: bool = False,
    ) -> tuple[Appended, ...]:
        """
        Write many requests, or one that something stands in the way of, until nothing does.

        Args:
            plain: Their digests, before anything is sealed.
            anew: What was at hand has just been found out of date.
        """
        streams = frozenset(append.stream for append in appends)
        recorded = moment_text(now)
        sealing = self._sealing(streams, now, anew=anew)
        # Where every version is given, whoever writes finds out whether it still is the newest.
        unsure = any(append.decided_on is None for append in appends)
        look = anew or unsure or self._asks_first
        for _ in range(ATTEMPTS):
            digests = plain
            if sealing:
                digests = [
                    sealing[append.stream].keyed(digest)
                    for append, digest in zip(appends, plain, strict=True)
                ]
            taken = self._taken([append.key for append in appends]) if look else {}
            fresh = _fresh(appends, digests, plain, taken)
            batch = self._batch(appends, checked, digests, fresh, recorded, sealing, look=look)
            places = self._write(batch) if batch.rows else []
            if places is not None:
                return self._answers(appends, taken, fresh, batch, places, now)
            look = True
            sealing = self._sealing(streams, now, anew=True)
        raise LogUnavailable("too many people are recording on one record at once; try again")

    def _sealing(
        self, streams: frozenset[UUID], now: datetime, *, anew: bool = False
    ) -> dict[UUID, DataKey]:
        """
        Return the key that seals each stream, made where there is none; none where none seals.

        Args:
            anew: What was at hand has just been found out of date.
        """
        if self._master is None:
            return {}
        found = self._keys(streams, anew=anew)
        if len(found) < len(streams):
            found |= make_keys(self._connection, streams - found.keys(), now)
        return found

    def _keys(self, streams: frozenset[UUID], *, anew: bool) -> dict[UUID, DataKey]:
        """
        Return the keys that these streams have, of those that have one.
        """
        return keys_of(self._connection, streams)

    @abstractmethod
    def _write(self, batch: Batch) -> Sequence[int] | None:
        """
        Store a batch and return its positions; None where a stream moved or a key was taken.
        """

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
        every: list[Checked] = []
        rows: list[Row] = []
        keys: list[tuple[str, bytes, int, int]] = []
        for number in fresh:
            append = appends[number]
            stream, decided_on = append.stream, append.decided_on
            if not look and stream not in versions and decided_on is not None:
                heads[stream] = versions[stream] = decided_on
            if decided_on is not None and decided_on != versions[stream]:
                raise StreamMoved(stream, decided_on, self.stream_after(stream, decided_on))
            first, version = len(rows), versions[stream]
            rows += rows_of(checked[number], stream, version, recorded, sealing.get(stream))
            versions[stream] = version + len(checked[number])
            every += checked[number]
            keys.append((append.key, digests[number], first, len(rows) - 1))
        return Batch(heads, every, rows, keys, recorded)

    def _answers(
        self,
        appends: Sequence[Append],
        taken: Mapping[str, Taken],
        fresh: Sequence[int],
        batch: Batch,
        places: Sequence[int],
        now: datetime,
    ) -> tuple[Appended, ...]:
        added = {
            number: Added(batch, appends[number].stream, places, first, last, now)
            for number, (_, _, first, last) in zip(fresh, batch.keys, strict=True)
        }
        by_key = {}
        if len(added) < len(appends):
            by_key = {appends[number].key: made for number, made in added.items()}
        answers = []
        for number, append in enumerate(appends):
            already = number not in added
            made = (
                by_key.get(append.key) or Known(self._answered(taken[append.key]))
                if already
                else added[number]
            )
            answers.append(Appended(made.read, first=made.position, already=already))
        return tuple(answers)

    def _heads(self, streams: Iterable[UUID]) -> dict[UUID, int]:
        heads = dict.fromkeys(streams, 0)
        for some in slices(list(heads)):
            heads.update((stream, head) for stream, head in self._newest_versions(some))
        return heads

    @abstractmethod
    def _newest_versions(self, streams: Sequence[UUID]) -> Iterable[tuple[UUID, int]]:
        """
        Return the version that each of these streams is at, of those that there are.
        """

    def _taken(self, keys: Sequence[str]) -> dict[str, Taken]:
        return {
            key: Taken(digest=digest, stream=stream_of(stream), first=first, last=last)
            for some in slices(keys)
            for key, digest, stream, first, last in self._requests(some)
        }

    @abstractmethod
    def _requests(self, keys: Sequence[str]) -> Iterable[tuple[str, bytes, Any, int, int]]:
        """
        Return what each of these keys stands for, of those that were used.
        """

    def _answered(self, taken: Taken) -> tuple[RecordedEvent, ...]:
        # Nothing else can lie in this stream between its first and last event.
        return tuple(
            event
            for event in self.stream(taken.stream)
            if taken.first <= event.position <= taken.last
        )


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
