"""Tells a database that is gone, full or closed to writing from a mistake of ours."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy.exc import TimeoutError as PoolTimeout

from events.errors import LogUnavailable

if TYPE_CHECKING:
    from sqlalchemy.engine import ExceptionContext

_SQLITE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the database file cannot be written to",
    sqlite3.SQLITE_BUSY: "another program is writing to the database and does not finish",
    sqlite3.SQLITE_LOCKED: "another program is writing to the database and does not finish",
    sqlite3.SQLITE_IOERR: "the disk reported an error",
    sqlite3.SQLITE_CANTOPEN: "the database file cannot be opened",
    sqlite3.SQLITE_CORRUPT: "the database file is damaged; restore a backup",
    sqlite3.SQLITE_NOTADB: "the database file is not a database",
}

_BROKEN = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}

_POSTGRESQL = {
    "53100": "the database's disk is full",
    "53200": "the database has no memory left",
    "53300": "the database has no connection left",
    "25006": "the database takes no writing now",
    "55P03": "somebody else is writing the same record and does not finish",
    "40P01": "two people recorded on the same records at one moment",
    "57014": "the database gave up on the request",
    "25P03": "the request stood still for too long",
    "57P01": "the database is shutting down",
    "57P02": "the database is restarting",
    "57P03": "the database is starting",
    "58030": "the database's disk reported an error",
}


def refuse_when_unavailable(context: ExceptionContext) -> None:
    """
    Turn a driver's error into ``LogUnavailable`` where no code of ours could have avoided it.

    Raises:
        LogUnavailable: The database is gone, full or closed to writing.
    """
    if context.is_pre_ping:
        # The pool is asking whether an idle connection still lives, and has a fresh one if not.
        return
    error = context.original_exception
    if broken(error):
        context.is_disconnect = True
        if context.engine is not None:
            # Other connections in the pool stand on the same file.
            context.engine.dispose()
    refused = refusal(error, lost=context.is_disconnect)
    if refused is not None:
        raise refused from error


def refusal(error: BaseException, *, lost: bool) -> LogUnavailable | None:
    """
    Return what to say instead of a driver's error; None where the error is another.

    Args:
        lost: The connection is gone, so that nobody knows whether it was still saved.
    """
    why = why_unavailable(error)
    if why is None:
        return None
    unknown = lost and not _never_began(error)
    if unknown:
        why = f"{why}; if it broke while saving, send the same again: it is never recorded twice"
    return LogUnavailable(why, unknown=unknown)


def why_unavailable(error: BaseException) -> str | None:
    """
    Say in plain words why the database cannot serve, or None where the error is another.
    """
    if isinstance(error, PoolTimeout):
        return "too many people are using the database at once"
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(_sqlite_code(error))
    if isinstance(error, psycopg.Error):
        if error.sqlstate in _POSTGRESQL:
            return _POSTGRESQL[error.sqlstate]
        lost = error.sqlstate is None or error.sqlstate.startswith("08")
        if isinstance(error, psycopg.OperationalError) and lost:
            return "the database cannot be reached"
    return None


def broken(error: BaseException) -> bool:
    """
    Say whether the connection must not be used again: after a failed fsync the kernel may have
    dropped the pages, and a file that was opened for reading stays so until it is opened anew.
    """
    return isinstance(error, sqlite3.Error) and _sqlite_code(error) in _BROKEN


def _never_began(error: BaseException) -> bool:
    return isinstance(error, sqlite3.Error) and _sqlite_code(error) == sqlite3.SQLITE_READONLY


def _sqlite_code(error: sqlite3.Error) -> int:
    # The low byte is the code; the rest says more than anybody needs here.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
