"""
Asks the driver itself, in the transaction of a SQLAlchemy connection.

On an append of one event SQLAlchemy's own way to ask takes longer than all the answers together.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg

from events.log.round_trip import call
from events.log.unavailable import broken, refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import Connection

    from events.log.round_trip import Function

T = TypeVar("T")

_IN_ONE_QUESTION = 500

BINARY = "throughline_binary"
"""The name of the option of a question whose answer PostgreSQL gives as it keeps it: as text, a
body is twice as long, and takes longer to read than all the rest."""


def ask(connection: Connection, sql: str, values: Sequence[Any] = ()) -> list[Any]:
    """
    Return the rows that a statement answers with.

    Raises:
        LogUnavailable: The database is gone, full or closed to writing.
    """
    driver: Any = connection.connection.dbapi_connection
    try:
        rows: list[Any] = driver.execute(sql, values).fetchall()
    except (sqlite3.Error, psycopg.Error) as error:
        _refuse(connection, error)
        raise
    return rows


def tell(connection: Connection, sql: str, rows: Sequence[Sequence[Any]] = ((),)) -> None:
    """
    Run a statement that answers nothing, once for each row of values.

    Raises:
        LogUnavailable: The database is gone, full or closed to writing.
    """
    driver: Any = connection.connection.dbapi_connection
    try:
        if len(rows) == 1:
            driver.execute(sql, rows[0])
        else:
            driver.executemany(sql, rows)
    except (sqlite3.Error, psycopg.Error) as error:
        _refuse(connection, error)
        raise


def add(connection: Connection, sql: str, row: Sequence[Any]) -> int:
    """
    Insert one row and return the number that SQLite gave it.

    Raises:
        LogUnavailable: The database is gone, full or closed to writing.
    """
    driver: Any = connection.connection.dbapi_connection
    try:
        number: int = driver.execute(sql, row).lastrowid
    except sqlite3.Error as error:
        _refuse(connection, error)
        raise
    return number


def call_function(
    connection: Connection, function: Function, values: Sequence[bytes | None]
) -> bytes | None:
    """
    Return what a function of PostgreSQL answers.

    Raises:
        LogUnavailable: The database is gone, full or closed to writing.
    """
    driver: Any = connection.connection.dbapi_connection
    try:
        prepared = connection.info.setdefault("prepared", set())
        return call(driver, prepared, function, values)
    except psycopg.Error as error:
        _refuse(connection, error)
        raise


def slices(wanted: Collection[T]) -> Iterator[Sequence[T]]:
    """
    Cut what is wanted into parts that one question can name.
    """
    every = list(wanted)
    for start in range(0, len(every), _IN_ONE_QUESTION):
        yield every[start : start + _IN_ONE_QUESTION]


def marks(values: Collection[object]) -> str:
    """
    Return SQLite's place holders for so many values.
    """
    return ", ".join("?" * len(values))


def _refuse(connection: Connection, error: sqlite3.Error | psycopg.Error) -> None:
    driver: Any = connection.connection.dbapi_connection
    dialect: Any = connection.dialect
    lost = dialect.is_disconnect(error, driver, None) or broken(error)
    refused = refusal(error, lost=lost)
    if refused is None:
        return
    if lost:
        # Nobody else may be handed a connection to what is gone.
        connection.invalidate(error)
        connection.engine.dispose()
    raise refused from error
