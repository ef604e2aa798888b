"""One database, opened so that what it acknowledges is on disk, or not opened at all."""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from contextlib import contextmanager
from pathlib import Path
from select import POLLIN, poll
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.pq import Format
from sqlalchemy import create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DisconnectionError

from events.errors import LogUnavailable, NotDurable, SchemaOutOfDate
from events.log import tables
from events.log.data_keys import OPTION
from events.log.driver import BINARY, tell
from events.log.unavailable import refuse_when_unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection, Engine

    from events.log.master_key import MasterKey

IDLE_SECONDS = 10.0
"""How long a server's connection may stand idle before it is asked whether it still lives."""

KEPT = 2
"""How many connections that write stay open between one turn and the next."""

BUSY_MILLISECONDS = 20_000
"""How long a writer waits for another before it gives up and says so."""

WAL_PAGES = 8_000
"""How far SQLite's log of changes may grow before it is carried over into the file."""

_AGAIN_SECONDS = 0.05

_SQLITE_SETTINGS = {
    # pragma: what is set, what must be read back
    "busy_timeout": (BUSY_MILLISECONDS, BUSY_MILLISECONDS),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    # Pages that many commits touch are carried over into the file once for all of them.
    "wal_autocheckpoint": (WAL_PAGES, WAL_PAGES),
}

_POSTGRESQL_SETTINGS = ("fsync", "full_page_writes", "synchronous_commit")


class Database:
    """
    Hands out transactions on one database; a process keeps one and shares it between threads.

    Args:
        url: A SQLAlchemy URL, ``sqlite:///...`` or ``postgresql://...``.
        needs: The migration without which the caller's tables are not all there.
        master: Opens and wraps the keys that seal what events say; without it nothing is sealed,
            and what is sealed cannot be read.

    Raises:
        SchemaOutOfDate: ``throughline migrate`` has not been run.
        NotDurable: A setting would let an acknowledged event be lost.
        LogUnavailable: It cannot be reached.
    """

    def __init__(
        self, url: str | URL, *, needs: str = tables.REVISION, master: MasterKey | None = None
    ) -> None:
        self.master = master
        self.url = driver_url(url)
        self._one_writer = Lock()
        self._kept: deque[Connection] = deque()
        self._keeping = Lock()
        self._needs = needs
        file = self.url.database
        self._file = str(file) if self.is_sqlite and file not in (None, "", ":memory:") else ""
        if self._file and not Path(self._file).exists():
            raise SchemaOutOfDate(None, needs)
        self._opened = _which(self._file)
        self.engine = engine_for(self.url, execution_options={OPTION: master})
        self._require(needs)

    @property
    def is_sqlite(self) -> bool:
        """
        Whether it is the embedded file rather than a server.
        """
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """
        Open a transaction that may append; it commits at the end, or nothing of it stands.

        On SQLite it is the one writer from its first statement on, so that it never has to be
        refused half-way for having read too early.

        Raises:
            LogUnavailable: The database cannot be reached or cannot write.
        """
        with self._turn():
            # Before a connection is made, because SQLite would make the missing file anew.
            self._see_that_it_is_there()
            with self._writer() as connection:
                self._say_read_only(connection, wanted=None)
                with connection.begin():
                    yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """
        Open a transaction that reads and cannot write.

        Raises:
            LogUnavailable: The database cannot be reached.
        """
        self._see_that_it_is_there()
        with self.engine.connect() as connection:
            self._say_read_only(connection, wanted=True)
            with connection.begin():
                yield connection

    @contextmanager
    def beside(self) -> Iterator[Connection]:
        """
        Open a connection of its own, whose transactions read the record and write temporary
        tables; nobody waits for them, and whatever becomes of them leaves nothing behind.

        Raises:
            LogUnavailable: The database cannot be reached.
        """
        with self.engine.connect() as connection:
            connection.execution_options(throughline_writes=None)
            self._say_read_only(connection, wanted=None)
            # Its temporary tables must not be met by whoever uses the connection next.
            connection.detach()
            yield connection

    @contextmanager
    def writing_on(self, connection: Connection) -> Iterator[None]:
        """
        Open a transaction that may write, as ``writing`` does, on a connection from ``beside``.

        Raises:
            LogUnavailable: The database cannot be reached or cannot write.
        """
        with self._turn():
            connection.execution_options(throughline_writes=True)
            try:
                with connection.begin():
                    yield
            finally:
                connection.execution_options(throughline_writes=None)

    def close(self) -> None:
        """
        Close every connection, and each that somebody still works with once it is given back.
        """
        with self._keeping:
            kept, self._kept = self._kept, deque()
            self.engine.dispose()
        for connection in kept:
            connection.close()

    def _see_that_it_is_there(self) -> None:
        """
        Refuse to write into a file that was moved, removed or replaced since it was opened.

        SQLite would go on in it and acknowledge what nobody finds again. Where another file is in
        its place, as after a restore, the next try opens that one.

        Raises:
            LogUnavailable: The file is not the one that was opened.
        """
        found = _which(self._file)
        if found == self._opened:
            return
        self.close()
        if found is None:
            raise LogUnavailable("the database file is gone; put it back, or restore a backup")
        self._opened = found
        self._require(self._needs)
        raise LogUnavailable("the database file was replaced by another; try again")

    def _say_read_only(self, connection: Connection, *, wanted: bool | None) -> None:
        # None leaves it to the server, which may be a standby or closed to writing on purpose.
        if not self.is_sqlite:
            driver: Any = connection.connection.dbapi_connection
            # Saying it again costs the driver as much as a question.
            if driver.read_only is not wanted:
                driver.read_only = wanted

    @contextmanager
    def _writer(self) -> Iterator[Connection]:
        """
        Lend a connection that may write; a few stay open from turn to turn, a file's one writer
        among them, because fetching one and giving it back takes as long as checking an event.
        """
        connection = self._still_open()
        if connection is None:
            connection = self.engine.connect()
            if self.is_sqlite:
                connection.execution_options(throughline_writes=True)
        try:
            yield connection
        except BaseException:
            # Whatever went wrong may be wrong with the connection.
            connection.close()
            raise
        with self._keeping:
            if keeps := len(self._kept) < KEPT and not _is_late(connection, self.engine):
                connection.info["idle_since"] = monotonic()
                self._kept.append(connection)
        if not keeps:
            connection.close()

    def _still_open(self) -> Connection | None:
        try:
            connection = self._kept.pop()
        except IndexError:
            return None
        if not self.is_sqlite:
            try:
                _see_that_it_lives(connection.connection.dbapi_connection, connection, None)
            except DisconnectionError:
                connection.invalidate()
                connection.close()
                return None
        return connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """
        Let the threads of one process write to a file in turn; SQLite itself would have them poll.
        """
        if not self.is_sqlite:
            yield
            return
        if not self._one_writer.acquire(timeout=BUSY_MILLISECONDS / 1000):
            raise LogUnavailable("somebody else is writing to the database and does not finish")
        try:
            yield
        finally:
            self._one_writer.release()

    def _require(self, needs: str) -> None:
        with self.reading() as connection:
            found = None
            if inspect(connection).has_table("alembic_version"):
                found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        # Revisions are numbered in one line, so their first four characters are their order.
        if found is None or found[:4] < needs[:4]:
            self.close()
            raise SchemaOutOfDate(found, needs)


def _which(file: str) -> tuple[int, int] | None:
    """
    Return what tells a file from any other of its name; None where there is none.
    """
    if not file:
        return None
    try:
        found = os.stat(file)  # noqa: PTH116 - asked at every transaction, and a path costs more
    except OSError:
        return None
    return found.st_dev, found.st_ino


def driver_url(url: str | URL) -> URL:
    """
    Return the URL with the driver that the project installs, whichever way it was written.
    """
    parsed = make_url(
        str(url).replace("postgres://", "postgresql://", 1) if isinstance(url, str) else url
    )
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def engine_for(url: str | URL, **more: Any) -> Engine:
    """
    Make an engine whose every connection is durable and whose failures are our own errors.

    Migrations use it too; everybody else goes through ``Database``.
    """
    parsed = driver_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    # Parameters are somebody's record: they stay out of every error text.
    engine = create_engine(parsed, hide_parameters=True, **more)
    event.listen(engine, "handle_error", refuse_when_unavailable)
    _close_what_comes_back_late(engine)
    if sqlite:
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _set_up_postgresql)
        event.listen(engine, "before_cursor_execute", _answer_in_binary)
        event.listen(engine, "checkin", _note_when)
        event.listen(engine, "checkout", _see_that_it_lives)
    return engine


def _close_what_comes_back_late(engine: Engine) -> None:
    """
    Close a connection that is given back after the engine has let go of its pool.

    Nobody would lend it again, and a server would hold it open until the garbage is collected.
    """

    def say_whose(_connection: object, record: Any) -> None:
        record.info["pool"] = engine.pool

    def close_if_late(_connection: object, record: Any) -> None:
        if _is_late(record, engine):
            record.close()

    event.listen(engine, "connect", say_whose)
    event.listen(engine, "checkin", close_if_late)


def _is_late(lent: Any, engine: Engine) -> bool:
    return lent.info.get("pool") is not engine.pool


def _answer_in_binary(
    _connection: Connection,
    cursor: Any,
    _statement: str,
    _parameters: object,
    context: Any,
    _many: bool,  # noqa: FBT001 - as above
) -> None:
    if context is not None and context.execution_options.get(BINARY):
        cursor.format = Format.BINARY


def _note_when(_connection: object, record: Any) -> None:
    record.info["idle_since"] = monotonic()


def _see_that_it_lives(connection: Any, record: Any, _lent: object) -> None:
    # Asking costs three round trips. A server that goes away says so, or hangs up: only then, or
    # after so long that a network may have forgotten the connection, is it asked.
    since = record.info.get("idle_since")
    if since is None:
        return
    socket = poll()
    socket.register(connection.fileno(), POLLIN)
    said_something = socket.poll(0)
    if not said_something and monotonic() - since < IDLE_SECONDS:
        return
    try:
        connection.autocommit = True
        connection.execute("SELECT 1")
        connection.autocommit = False
    except psycopg.Error as error:
        # The pool closes it and lends another one.
        raise DisconnectionError from error


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver must never open a transaction by itself: _begin_sqlite says which kind it is.
    connection.isolation_level = None
    for setting, (wanted, needed) in _SQLITE_SETTINGS.items():
        _set(connection, f"PRAGMA {setting} = {wanted}")
        (found,) = connection.execute(f"PRAGMA {setting}").fetchone()
        if found != needed:
            connection.close()
            raise NotDurable(f"SQLite's {setting}", str(found), str(needed))


def _set(connection: Any, sql: str) -> None:
    # Where two programs open a new file at one moment, SQLite does not let one of them wait until
    # the other has switched its journal, whatever its timeout: it says at once that it is locked.
    gives_up = monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute(sql)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > gives_up:
                raise
            sleep(_AGAIN_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # True writes the record, False writes nothing, None writes temporary tables of its own.
    writes = connection.get_execution_options().get("throughline_writes", False)
    if connection.info.get("writes") is not writes:
        tell(connection, f"PRAGMA query_only = {'ON' if writes is False else 'OFF'}")
        connection.info["writes"] = writes
    tell(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_up_postgresql(connection: Any, _record: object) -> None:
    connection.autocommit = True
    with connection.cursor() as cursor:
        for setting in _POSTGRESQL_SETTINGS:
            (found,) = cursor.execute(f"SHOW {setting}").fetchone()
            if found == "off":
                connection.close()
                raise NotDurable(f"PostgreSQL's {setting}", found, "on")
        # Whatever waits or sleeps inside an append holds back every reader of new events.
        cursor.execute("SET TIME ZONE 'UTC'")
        cursor.execute("SET lock_timeout = '20s'")
        cursor.execute("SET idle_in_transaction_session_timeout = '5min'")
    connection.autocommit = False
