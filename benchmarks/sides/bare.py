"""
The same rows into a table with the same columns and keys and nothing else: the database's limit.

The driver alone, on a connection that is open already and as durable as ours: neither SQLAlchemy
nor triggers, and nothing checked, hashed or indexed beside the two keys.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import psycopg

from benchmarks.databases import FULL, conninfo
from benchmarks.invented import NOW, visits
from events.log.append import event_log
from events.log.engine import WAL_PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.turns import Work
    from events.log.database import Database

_COLUMNS = (
    "stream, version, kind, schema, occurred_from, occurred_to, precision, recorded, actor,"
    " agency, source, source_ref, key_id, body, digest"
)
READ = (
    "position, stream, version, kind, schema, occurred_from, occurred_to, precision, recorded,"
    " actor, agency, body, digest"
)
"""The columns that our own reader fetches too."""

_SQLITE_TABLE = """CREATE TABLE bare (
  position INTEGER PRIMARY KEY, stream BLOB NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL,
  schema INTEGER NOT NULL, occurred_from TEXT NOT NULL, occurred_to TEXT NOT NULL,
  precision TEXT NOT NULL, recorded TEXT NOT NULL, actor TEXT NOT NULL, agency TEXT NOT NULL,
  source TEXT, source_ref TEXT, key_id BLOB, body BLOB NOT NULL, digest BLOB NOT NULL,
  UNIQUE (stream, version)) STRICT"""
_POSTGRESQL_TABLE = """CREATE TABLE bare (
  position bigserial PRIMARY KEY, stream uuid NOT NULL, version integer NOT NULL,
  kind text NOT NULL, schema smallint NOT NULL, occurred_from text NOT NULL,
  occurred_to text NOT NULL, precision text NOT NULL, recorded text NOT NULL, actor text NOT NULL,
  agency text NOT NULL, source text, source_ref text, key_id uuid, body bytea NOT NULL,
  digest bytea NOT NULL, UNIQUE (stream, version))"""


class Bare:
    """
    One open connection of the driver's own to our database.

    Args:
        database: Ours, in which the table ``bare`` is made where it is not there.
    """

    def __init__(self, database: Database) -> None:
        self.is_sqlite = database.is_sqlite
        mark = "?" if self.is_sqlite else "%s"
        marks = ", ".join([mark] * len(_COLUMNS.split(",")))
        self._insert = f"INSERT INTO bare ({_COLUMNS}) VALUES ({marks})"  # noqa: S608 - our names
        self._mark = mark
        self.driver: Any = open_driver(database)
        table = _SQLITE_TABLE if self.is_sqlite else _POSTGRESQL_TABLE
        self._run(table.replace("TABLE", "TABLE IF NOT EXISTS", 1))
        self._database = database
        self._templates: list[tuple[Any, ...]] = []

    def append(self, count: int, each: int, stream: UUID | None = None) -> Work:
        """
        Return the work of adding ready rows, so many to a transaction.
        """
        self._templates = self._templates or templates(self._database)
        own = stream or uuid4()
        key = own.bytes if self.is_sqlite else own
        rows = [
            (key, version, *self._templates[version % len(self._templates)])
            for version in range(1, count + 1)
        ]

        def work() -> None:
            for start in range(0, count, each):
                self._add(rows[start : start + each])

        return work

    def fetch(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """
        Return every row that the driver fetches.
        """
        cursor = self.driver.execute(sql.replace("?", self._mark), values)
        rows: list[Any] = cursor.fetchall()
        self.driver.commit()
        return rows

    def close(self) -> None:
        """
        Give the connection back.
        """
        self.driver.close()

    def _add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        cursor = self.driver.cursor()
        if self.is_sqlite:
            cursor.execute("BEGIN IMMEDIATE")
        if len(rows) == 1:
            cursor.execute(self._insert, rows[0])
        else:
            cursor.executemany(self._insert, rows)
        self.driver.commit()

    def _run(self, sql: str) -> None:
        self.driver.execute(sql)
        self.driver.commit()


def open_driver(database: Database) -> Any:
    """
    Open the driver's own connection to our database, and see that it syncs at every commit.
    """
    if not database.is_sqlite:
        connection = psycopg.connect(conninfo(database.url.render_as_string(hide_password=False)))
        for setting in ("fsync", "synchronous_commit"):
            row = connection.execute(f"SHOW {setting}").fetchone()
            assert row == ("on",), f"{setting} is {row}: there is nothing to compare"
        connection.commit()
        return connection
    file = sqlite3.connect(str(database.url.database), isolation_level=None)
    file.execute("PRAGMA busy_timeout = 20000")
    file.execute("PRAGMA synchronous = FULL")
    # As often as ours: both write to one file.
    file.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
    assert file.execute("PRAGMA synchronous").fetchone() == (FULL,), "it does not sync"
    assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",), "it is not WAL"
    return file


def templates(database: Database) -> list[tuple[Any, ...]]:
    """
    Return rows as the log itself stored them, without their position, stream and version.
    """
    stream = uuid4()
    with database.writing() as connection:
        event_log(connection).append(
            visits(stream, 50), stream=stream, decided_on=0, key=str(uuid4()), now=NOW
        )
    driver = open_driver(database)
    columns = _COLUMNS.removeprefix("stream, version, ")
    mark = "?" if database.is_sqlite else "%s"
    rows = driver.execute(
        f"SELECT {columns} FROM event WHERE stream = {mark}",  # noqa: S608 - our own names
        (stream.bytes if database.is_sqlite else stream,),
    ).fetchall()
    driver.close()
    return list(rows)
