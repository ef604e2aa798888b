"""Folds the read models again from the first event while people go on recording."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlalchemy import func, select

from events.errors import LogUnavailable
from projections.errors import ProjectionStopped, RebuildRefused
from projections.stored.catch_up import READ_MODELS
from projections.stored.comparing import Differing, differing, first_differing, mend
from projections.stored.refolding import Refolding
from projections.stored.stopped import note_stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from events.log.database import Database

TRIES = 50
"""How often a rebuild asks writers to pause before it leaves them in peace."""

_REBUILDING = 21579 << 48
_PAUSE = "200ms"


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """
    What a rebuild or a check of one read model found.

    Args:
        rows: How many rows the fold made.
        differing: How many rows the stored table had otherwise, lacked, or had too many.
        first: The first of them.
        stopped: What it could not be folded past; its stored rows were left as they are.
    """

    name: str
    rows: int
    differing: int
    first: tuple[Differing, ...] = ()
    stopped: ProjectionStopped | None = None


def rebuild(
    database: Database,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _position, _newest: None,
) -> tuple[Rebuilt, ...]:
    """
    Fold every read model again beside those in force, then put right what differs.

    People go on recording; they wait only while the last few events are folded and the rows that
    differ are replaced. Whatever ends this before its end leaves everything as it was.

    Args:
        progress: Hears the position reached, and the newest there is.

    Raises:
        RebuildRefused: Somebody rebuilds already, or writes and does not finish.
        LogUnavailable: The database cannot be reached or cannot write.
    """
    with database.beside() as connection, _alone(database, connection):
        refolding = Refolding(connection, progress)
        for _ in range(TRIES):
            refolding.follow()
            try:
                with database.writing_on(connection):
                    if not _writers_pause(connection):
                        continue
                    refolding.rest()
                    found = _found(connection, refolding)
                    for name, model in refolding.folding.items():
                        mend(connection, model.table, refolding.shadows[name])
                    stops = list(refolding.stopped.values())
                    note_stopped(connection, refolding.folding.keys(), stops, now)
            except ProjectionStopped as stop:
                refolding.stop(stop)
                continue
            return found
    message = "Somebody is writing and does not finish, so nothing was replaced; try again"
    raise RebuildRefused(message)


def check(
    database: Database, progress: Callable[[int, int], None] = lambda _position, _newest: None
) -> tuple[Rebuilt, ...]:
    """
    Fold every read model again and compare it with what is stored; nobody waits for it.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    with database.beside() as connection:
        refolding = Refolding(connection, progress)
        while True:
            refolding.follow()
            try:
                with _one_view(connection):
                    refolding.rest()
                    return _found(connection, refolding)
            except ProjectionStopped as stop:
                refolding.stop(stop)


def _found(connection: Connection, refolding: Refolding) -> tuple[Rebuilt, ...]:
    found: list[Rebuilt] = []
    for name, model in READ_MODELS.items():
        shadow = refolding.shadows[name]
        stop = refolding.stopped.get(name)
        rows = connection.scalar(select(func.count()).select_from(shadow)) or 0
        count = 0 if stop else differing(connection, model.table, shadow)
        first = tuple(first_differing(connection, model.table, shadow)) if count else ()
        found.append(Rebuilt(name=name, rows=rows, differing=count, first=first, stopped=stop))
    return tuple(found)


@contextmanager
def _alone(database: Database, connection: Connection) -> Iterator[None]:
    """
    Let nobody else rebuild meanwhile; the lock ends with the process, however that ends.
    """
    refused = RebuildRefused("Somebody is rebuilding the read models already; wait for its end")
    if not database.is_sqlite:
        with connection.begin():
            got = connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_REBUILDING})").scalar()
        if not got:
            raise refused
        try:
            yield
        finally:
            # Where the connection is gone, so is the lock.
            with suppress(LogUnavailable), connection.begin():
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_REBUILDING})")
        return
    lock = FileLock(f"{database.url.database}.rebuilding", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise refused from None
    try:
        yield
    finally:
        lock.release()


def _writers_pause(connection: Connection) -> bool:
    """
    Keep every row as it is to the end of this transaction; False where somebody does not finish.

    Whoever holds all these tables sees exactly the events that they were kept for: an append that
    is under way touches them after its events, so it has either ended or waits, and keeps its own
    events in the rows that it then finds.
    """
    if connection.dialect.name == "sqlite":
        return True
    tables = ", ".join(f'"{model.table.name}"' for model in READ_MODELS.values())
    # Shorter than the server waits before it looks for a deadlock: it is the rebuild that yields.
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PAUSE}'")
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
    except LogUnavailable:
        return False
    return True


@contextmanager
def _one_view(connection: Connection) -> Iterator[None]:
    """
    Read log and tables as they were at one moment.
    """
    with connection.begin():
        if connection.dialect.name != "sqlite":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
