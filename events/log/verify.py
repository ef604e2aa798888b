"""Reads the whole log against itself and its checkpoints, and names the first bad place."""

from __future__ import annotations

import sqlite3
from collections import deque
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Text, exists, func, select, type_coerce

from events.errors import LogUnavailable
from events.log.append import event_log
from events.log.canonical import digest_of
from events.log.checkpoints import Checkpoint, every
from events.log.columns import moment_text
from events.log.merkle import EMPTY_ROOT, Tree, leaf_of
from events.log.signing import signature_holds
from events.log.stored import stream_of
from events.log.tables import CHECKPOINT, EVENT, REQUEST, SUBJECT, SUBTREE
from events.log.witnessed import fault_among

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection, Select

    from events.log.database import Database
    from events.log.witnessed import Note

_AT_ONCE = 2_000
_EVENTS = select(
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
    EVENT.c.source,
    EVENT.c.source_ref,
    EVENT.c.key_id,
    EVENT.c.body,
    EVENT.c.digest,
).order_by(EVENT.c.position)

_SUBJECTS = select(SUBJECT.c.event, SUBJECT.c.person, SUBJECT.c.role, SUBJECT.c.last).order_by(
    SUBJECT.c.event
)

_SUBTREES = select(SUBTREE.c.level, SUBTREE.c.place, SUBTREE.c.last, SUBTREE.c.root)


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """
    How far the reading has come.
    """

    done: int
    of: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """
    What was found.

    Args:
        ok: Whether nothing was found wrong.
        size: How many events were read and stand.
        sealed: How many of them a checkpoint vouches for; what is newer can still be cut off
            unseen by somebody who holds the database.
        checkpoints: How many checkpoints were read and stand.
        kept_elsewhere: How many checkpoints that others kept were held against it and agree.
        first_bad: The first position that cannot be trusted, where something is wrong.
        reason: What is wrong there, in words without personal data.
    """

    ok: bool
    size: int
    sealed: int
    checkpoints: int
    first_bad: int | None = None
    reason: str | None = None
    kept_elsewhere: int = 0


class _Wrong(Exception):
    def __init__(self, position: int, reason: str) -> None:
        self.position, self.reason = position, reason
        super().__init__(reason)


def verify(
    database: Database, keys: Mapping[str, bytes], kept: Sequence[Note] = ()
) -> Iterator[Progress | Verified]:
    """
    Read every settled event, yielding progress and at last what was found.

    Each event is checked against its digest, its version against its stream, its person and
    learning rows against its body, and the tree over all of them against every checkpoint.

    Args:
        keys: The public keys that may have signed, by their ids; they come from outside the
            database, or whoever holds it could sign a history of their own.
        kept: Checkpoints that others kept: who holds database and key can sign another history,
            and not change what was sent away.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    reading = _Reading(keys, kept)
    try:
        with database.reading() as connection, _as_stored(connection):
            yield from reading.run(connection)
    except _Wrong as wrong:
        yield reading.found(wrong.position, wrong.reason)
    except LogUnavailable as error:
        if not isinstance(error.__cause__, sqlite3.DatabaseError) or isinstance(
            error.__cause__, sqlite3.OperationalError
        ):
            raise
        yield reading.found(reading.position + 1, "the database file is damaged")


def verified(database: Database, keys: Mapping[str, bytes], kept: Sequence[Note] = ()) -> Verified:
    """
    Verify without looking at the progress.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    found = Verified(ok=False, size=0, sealed=0, checkpoints=0)
    for told in verify(database, keys, kept):
        if isinstance(told, Verified):
            found = told
    return found


class _Reading:
    """
    One pass over the log, in order of position.
    """

    def __init__(self, keys: Mapping[str, bytes], kept: Sequence[Note]) -> None:
        self._keys = keys
        self._kept = deque(sorted(kept, key=lambda note: (note.size, note.number)))
        self._agreed: list[Note] = []
        self._versions: dict[UUID, int] = {}
        self._tree = Tree()
        self._passed: list[Checkpoint] = []
        self._filled: dict[tuple[int, int], tuple[int, bytes]] = {}
        self.position = 0

    def found(self, position: int | None = None, reason: str | None = None) -> Verified:
        return Verified(
            ok=reason is None,
            size=self._tree.size,
            sealed=self._passed[-1].size if self._passed else 0,
            checkpoints=len(self._passed),
            first_bad=position,
            reason=reason,
            kept_elsewhere=len(self._agreed),
        )

    def run(self, connection: Connection) -> Iterator[Progress | Verified]:
        settled = event_log(connection).settled()
        ahead = deque(_checkpoints(connection))
        of = connection.scalar(select(func.count()).select_from(EVENT)) or 0
        yield Progress(done=0, of=of)
        self._signed_elsewhere()
        with (
            closing(_Beside(connection, _SUBJECTS.where(SUBJECT.c.event <= settled))) as subjects,
        ):
            while rows := self._next(connection, settled):
                for row in rows:
                    self._event(row, subjects.of(row[0]))
                    # First what nobody here can have changed: it says how far all is well.
                    while self._kept and self._kept[0].size <= self._tree.size:
                        self._agree_with(self._kept.popleft())
                    if ahead and ahead[0].size <= self._tree.size:
                        self._checkpoint(ahead.popleft())
                yield Progress(done=self._tree.size, of=of)
            if self._kept:
                raise _Wrong(
                    self.position + 1,
                    f"checkpoint {self._kept[0].number}, kept elsewhere, covers"
                    f" {self._kept[0].size} events and only {self._tree.size} are there",
                )
            if ahead:
                raise _Wrong(
                    self.position + 1,
                    f"a checkpoint covers {ahead[0].size} events and only {self._tree.size}"
                    " are there",
                )
            subjects.end()
        _outside_the_log(connection)
        _requests(connection, settled)
        self._subtrees(connection)
        yield self.found()

    def _signed_elsewhere(self) -> None:
        fault = fault_among(self._kept, self._keys, signature_holds)
        if fault is not None:
            raise _Wrong(1, f"of the checkpoints kept elsewhere, {fault}")

    def _agree_with(self, note: Note) -> None:
        """
        Hold what was read so far against a checkpoint that somebody else kept.
        """
        if (note.size, note.position, note.root) == (
            self._tree.size,
            self.position,
            self._tree.root,
        ):
            self._agreed.append(note)
            return
        since = (self._agreed[-1].position if self._agreed else 0) + 1
        raise _Wrong(
            since,
            f"the log from {since} to {note.position} is not the one that checkpoint"
            f" {note.number}, kept elsewhere, was signed over",
        )

    def _subtrees(self, connection: Connection) -> None:
        """
        Find a part of the tree that is kept for proofs and is not the tree's.
        """
        kept = {
            (level, place): (last, root)
            for level, place, last, root in _each(connection, _SUBTREES)
        }
        sealed = self._passed[-1].size if self._passed else 0
        wanted = {
            (level, place): filled
            for (level, place), filled in self._filled.items()
            if (place + 1) << level <= sealed
        }
        # None at all is a log that was sealed before they were kept: the next sealing adds them.
        for key in sorted(kept.keys() | wanted.keys()) if kept else ():
            if kept.get(key) != wanted.get(key):
                raise _Wrong(
                    (wanted.get(key) or kept[key])[0],
                    "what is kept of the tree for proofs is not the tree of the log",
                )

    def _next(self, connection: Connection, settled: int) -> list[Any]:
        more = _EVENTS.where(EVENT.c.position > self.position, EVENT.c.position <= settled)
        try:
            with _read_strictly(connection):
                return _fetched(connection, more.limit(_AT_ONCE))
        except sqlite3.OperationalError:
            # Some text of it is no longer UTF-8.
            return _fetched(connection, more.limit(_AT_ONCE))

    def _event(
        self,
        row: Sequence[Any],
        subjects: list[tuple[Any, ...]],
    ) -> None:
        position = row[0]
        try:
            stream = stream_of(row[1])
            self._columns(position, stream, row)
            said = orjson.loads(row[14])
            self._agree(position, row, said, subjects)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise _Wrong(position, "the event cannot be read") from None
        self._versions[stream] = row[2]
        for each in self._tree.add(leaf_of(position, row[15])):
            self._filled[each.level, each.place] = (position, each.root)
        self.position = position

    def _columns(self, position: int, stream: UUID, row: Sequence[Any]) -> None:
        digest = digest_of(
            stream=stream,
            version=row[2],
            kind=row[3],
            schema=row[4],
            occurred_from=row[5],
            occurred_to=row[6],
            precision=row[7],
            recorded=row[8],
            actor=row[9],
            agency=row[10],
            source=row[11],
            source_ref=row[12],
            key_id=None if row[13] is None else stream_of(row[13]),
            body=row[14],
        )
        if digest != row[15]:
            raise _Wrong(position, "the event is not what was recorded")
        if row[2] != self._versions.get(stream, 0) + 1:
            raise _Wrong(position, "an event of the same record is missing or out of order")

    @staticmethod
    def _agree(
        position: int,
        row: Sequence[Any],
        said: Mapping[str, Any],
        subjects: list[tuple[Any, ...]],
    ) -> None:
        origin = said["origin"]
        if (row[11], row[12]) != ((origin["source"], origin["ref"]) if origin else (None, None)):
            raise _Wrong(position, "the event's origin is not what was recorded")
        named = [(s["person"], s["role"]) for s in said["subjects"]]
        kept = [(_written(person), role) for person, role in subjects]
        # They mostly stand in one order, and sorting takes longer than looking.
        if named != kept and sorted(named) != sorted(kept):
            raise _Wrong(position, "the persons it concerns are not those recorded")

    def _checkpoint(self, made: Checkpoint) -> None:
        before = self._passed[-1] if self._passed else None
        # What a checkpoint does not vouch for may have been changed since the one before.
        doubtful = (before.position if before else 0) + 1
        public = self._keys.get(made.signing_key)
        if public is None:
            raise _Wrong(doubtful, f"checkpoint {made.number} is signed with an unknown key")
        if not signature_holds(public, made.statement, made.signature):
            raise _Wrong(doubtful, f"the signature of checkpoint {made.number} does not hold")
        if made.signing_key in {one.signing_key for one in self._passed} and (
            before and before.signing_key != made.signing_key
        ):
            raise _Wrong(
                doubtful, f"checkpoint {made.number} is signed with a key that had been replaced"
            )
        wanted = (
            len(self._passed) + 1,
            self.position,
            self._tree.root,
            before.root if before else EMPTY_ROOT,
            self._tree.edge,
        )
        if wanted != (
            made.number,
            made.position,
            made.root,
            made.previous_root,
            made.edge,
        ):
            raise _Wrong(
                doubtful,
                f"the log from {doubtful} to {self.position} is not the one that checkpoint"
                f" {made.number} was signed over",
            )
        self._passed.append(made)


def _fetched(connection: Connection, question: Select[Any]) -> list[Any]:
    with connection.execute(question) as answer:
        # The driver's own rows: what is stored, before anything of ours reads it.
        return list(answer.cursor.fetchall())


class _Beside:
    """
    The rows kept beside events, walked in step with them.
    """

    def __init__(self, connection: Connection, question: Select[Any]) -> None:
        self._rows = _each(connection, question)
        self._next = next(self._rows, None)
        self._reaching_on: list[tuple[Any, ...]] = []

    def of(self, position: int) -> list[tuple[Any, ...]]:
        """
        Return the persons named for the event at a position, with their roles.
        """
        found = [(row[1], row[2]) for row in self._reaching_on]
        while self._next is not None and self._next[0] <= position:
            row = self._next
            if row[0] < position or (row[3] is not None and row[3] <= row[0]):
                self.end()
            found.append((row[1], row[2]))
            if row[3] is not None:
                self._reaching_on.append(tuple(row))
            self._next = next(self._rows, None)
        if self._reaching_on:
            self._reaching_on = [row for row in self._reaching_on if row[3] > position]
        return found

    def close(self) -> None:
        self._rows.close()

    def end(self) -> None:
        beyond = self._next or next(iter(self._reaching_on), None)
        if beyond is not None:
            raise _Wrong(beyond[0], "a person is named for an event that is not there")


def _each(connection: Connection, question: Select[Any]) -> Generator[Any]:
    if connection.dialect.name != "sqlite":
        # The server keeps the rows and hands over some at a time.
        with connection.execute(question, execution_options={"yield_per": _AT_ONCE}) as answer:
            yield from answer
        return
    with connection.execute(question) as answer:
        while rows := answer.cursor.fetchmany(_AT_ONCE):
            yield from rows


def _checkpoints(connection: Connection) -> list[Checkpoint]:
    try:
        made = every(connection)
        written = connection.scalars(
            select(type_coerce(CHECKPOINT.c.made, Text)).order_by(CHECKPOINT.c.number)
        ).all()
        # Reading a moment forgives what signing it does not.
        if [moment_text(one.made) for one in made] == list(written):
            return made
    except (ValueError, TypeError):
        pass
    raise _Wrong(1, "a checkpoint cannot be read")


def _outside_the_log(connection: Connection) -> None:
    """
    Find an event at a number that the log never gave: whoever follows the log does not meet it
    there, and whoever opens a record does.
    """
    first, last = connection.execute(
        select(func.min(EVENT.c.position), func.max(EVENT.c.position))
    ).one()
    if first is None:
        return
    if first < 1:
        raise _Wrong(first, "an event lies before the first that the log can hold")
    if connection.dialect.name != "sqlite":
        # Asked after the events were looked at: by now it may be higher, never lower.
        drawn = connection.exec_driver_sql("SELECT last_value FROM event_position").scalar_one()
        if last > drawn:
            raise _Wrong(last, "an event lies at a number that the log has not given yet")


def _requests(connection: Connection, settled: int) -> None:
    """
    Find a request whose answer would not be the events that it recorded.
    """
    first, last = EVENT.alias(), EVENT.alias()
    beside = (
        select()
        .select_from(REQUEST)
        .outerjoin(first, first.c.position == REQUEST.c.first)
        .outerjoin(last, last.c.position == REQUEST.c.last)
        .where(REQUEST.c.first <= settled)
    )
    wrong = connection.scalar(
        beside.add_columns(func.min(REQUEST.c.first)).where(
            first.c.position.is_(None)
            | last.c.position.is_(None)
            | (last.c.position < first.c.position)
            | (first.c.stream != REQUEST.c.stream)
            | (last.c.stream != REQUEST.c.stream)
            | (first.c.recorded != REQUEST.c.recorded)
            | (last.c.recorded != REQUEST.c.recorded)
        )
    )
    if wrong is None:
        answered = beside.add_columns(func.sum(last.c.version - first.c.version + 1))
        every_event = select(func.count()).where(EVENT.c.position <= settled)
        if (connection.scalar(answered) or 0) != connection.scalar(every_event):
            wrong = connection.scalar(
                select(func.min(EVENT.c.position)).where(
                    EVENT.c.position <= settled,
                    ~exists().where(
                        REQUEST.c.stream == EVENT.c.stream,
                        EVENT.c.position.between(REQUEST.c.first, REQUEST.c.last),
                    ),
                )
            )
            wrong = wrong or 1
    if wrong is not None:
        raise _Wrong(wrong, "a request names events that are not its own")


@lru_cache(16_384)
def _written(stored: bytes | UUID) -> str:
    return str(stream_of(stored))


@contextmanager
def _as_stored(connection: Connection) -> Iterator[None]:
    """
    Let SQLite hand over text that is no longer UTF-8, so that it is found and not a crash.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    before = driver.text_factory
    driver.text_factory = lambda stored: stored.decode(errors="surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before


@contextmanager
def _read_strictly(connection: Connection) -> Iterator[None]:
    """
    Let SQLite decode text by itself, four times as fast, and refuse what is no longer UTF-8.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    before = driver.text_factory
    driver.text_factory = str
    try:
        yield
    finally:
        driver.text_factory = before
