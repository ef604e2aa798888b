"""Fetches what is stored as it is stored, damaged text included, before anything reads it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from sqlalchemy import Connection, Select

AT_ONCE = 2_000
"""So many rows are held at one time."""


def fetched(connection: Connection, question: Select[Any]) -> list[Any]:
    """
    Return every row that answers a question.
    """
    with connection.execute(question) as answer:
        # The driver's own rows: what is stored, before anything of ours reads it.
        return list(answer.cursor.fetchall())


def each(connection: Connection, question: Select[Any]) -> Generator[Any]:
    """
    Yield the rows that answer a question, without holding all of them at once.
    """
    if connection.dialect.name != "sqlite":
        # The server keeps the rows and hands over some at a time.
        with connection.execute(question, execution_options={"yield_per": AT_ONCE}) as answer:
            yield from answer
        return
    with connection.execute(question) as answer:
        while rows := answer.cursor.fetchmany(AT_ONCE):
            yield from rows


@contextmanager
def as_stored(connection: Connection) -> Iterator[None]:
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
def read_strictly(connection: Connection) -> Iterator[None]:
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
