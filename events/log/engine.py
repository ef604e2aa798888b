"""An engine whose every connection keeps what it acknowledges, or is not opened at all."""

from __future__ import annotations

import sqlite3
from select import POLLIN, poll
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.pq import Format
from sqlalchemy import create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError

from events.errors import NotDurable
from events.log.driver import BINARY, tell
from events.log.unavailable import refuse_when_unavailable

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

IDLE_SECONDS = 10.0
"""How long a server's connection may stand idle before it is asked whether it still lives."""

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
        event.listen(engine, "checkout", see_that_it_lives)
    return engine


def _close_what_comes_back_late(engine: Engine) -> None:
    """
    Close a connection that is given back after the engine has let go of its pool.

    Nobody would lend it again, and a server would hold it open until the garbage is collected.
    """

    def say_whose(_connection: object, record: Any) -> None:
        record.info["pool"] = engine.pool

    def close_if_late(_connection: object, record: Any) -> None:
        if is_late(record, engine):
            record.close()

    event.listen(engine, "connect", say_whose)
    event.listen(engine, "checkin", close_if_late)


def is_late(lent: Any, engine: Engine) -> bool:
    """
    Tell whether a connection was lent from a pool that its engine has let go of.
    """
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


def see_that_it_lives(connection: Any, record: Any, _lent: object) -> None:
    """
    Refuse to lend a server's connection that no longer answers.

    Args:
        record: What the pool knows of it; ``idle_since`` says since when nobody used it.

    Raises:
        DisconnectionError: It is gone; the pool lends another one.
    """
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
