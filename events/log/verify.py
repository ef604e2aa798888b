"""Reads the whole log against itself and its checkpoints, and names the first bad place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import func, select

from events.errors import LogUnavailable
from events.log.append import event_log
from events.log.merkle import Tree, leaf_of
from events.log.stored import stream_of
from events.log.tables import EVENT
from events.log.verifying.checkpoints import OwnCheckpoints
from events.log.verifying.elsewhere import Elsewhere
from events.log.verifying.numbers import hold_numbers
from events.log.verifying.one_event import EVENTS, hold_columns, hold_origin
from events.log.verifying.persons import PersonsBeside, hold_persons
from events.log.verifying.requests import hold_requests
from events.log.verifying.stored_rows import AT_ONCE, as_stored, fetched, read_strictly
from events.log.verifying.subtrees import hold_subtrees
from events.log.verifying.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from events.log.database import Database
    from events.log.verifying.subtrees import Filled
    from events.log.witnessed import Note


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
        with database.reading() as connection, as_stored(connection):
            yield from reading.run(connection)
    except Wrong as wrong:
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
        self._elsewhere = Elsewhere(kept)
        self._checkpoints = OwnCheckpoints(keys)
        self._versions: dict[Any, int] = {}
        self._tree = Tree()
        self._filled: Filled = {}
        self.position = 0

    def found(self, position: int | None = None, reason: str | None = None) -> Verified:
        return Verified(
            ok=reason is None,
            size=self._tree.size,
            sealed=self._checkpoints.sealed,
            checkpoints=self._checkpoints.passed,
            first_bad=position,
            reason=reason,
            kept_elsewhere=self._elsewhere.agreed,
        )

    def run(self, connection: Connection) -> Iterator[Progress | Verified]:
        settled = event_log(connection).settled()
        self._checkpoints.read(connection)
        of = connection.scalar(select(func.count()).select_from(EVENT)) or 0
        yield Progress(done=0, of=of)
        self._elsewhere.signed(self._keys)
        with closing(PersonsBeside(connection, settled)) as persons:
            while rows := self._next(connection, settled):
                for row in rows:
                    self._event(row, persons.of(row[0]))
                    # First what nobody here can have changed: it says how far all is well.
                    self._elsewhere.met(self._tree, self.position)
                    self._checkpoints.met(self._tree, self.position)
                yield Progress(done=self._tree.size, of=of)
            self._elsewhere.end(self._tree, self.position)
            self._checkpoints.end(self._tree, self.position)
            persons.end()
        hold_numbers(connection)
        hold_requests(connection, settled)
        hold_subtrees(connection, self._filled, self._checkpoints.sealed)
        yield self.found()

    def _next(self, connection: Connection, settled: int) -> list[Any]:
        more = EVENTS.where(EVENT.c.position > self.position, EVENT.c.position <= settled)
        try:
            with read_strictly(connection):
                return fetched(connection, more.limit(AT_ONCE))
        except sqlite3.OperationalError:
            # Some text of it is no longer UTF-8.
            return fetched(connection, more.limit(AT_ONCE))

    def _event(self, row: Sequence[Any], persons: list[tuple[Any, ...]]) -> None:
        position = row[0]
        try:
            stream = stream_of(row[1])
            hold_columns(position, stream, row, self._versions)
            said = orjson.loads(row[14])
            hold_origin(position, row, said)
            if row[16] is not None:
                persons.append((row[1], row[16]))
            hold_persons(position, said, persons)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Wrong(position, "the event cannot be read") from None
        # As it is stored: the hash of a UUID is worked out anew each time it is asked for.
        self._versions[row[1]] = row[2]
        for each in self._tree.add(leaf_of(position, row[15])):
            self._filled[each.level, each.place] = (position, each.root)
        self.position = position
