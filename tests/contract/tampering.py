"""Somebody with the whole database in hand: every guard taken down, inside one transaction."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from sqlalchemy import Connection

    from events.log.database import Database

TABLES = (
    *("event", "subject", "request", "checkpoint", "mark", "subtree"),
    *("beside_leaf", "access_log", "opening", "history_opening"),
)
KEYS = {
    "subject": ("person", "event", "role"),
    "request": ("key",),
}


class Outside:
    """
    A database as seen from inside a transaction that will be undone.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.sqlite = connection.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """
        Let ``verify`` read what has just been changed.
        """
        yield self.connection

    def run(self, sql: str) -> None:
        """
        Change something, whatever the log's own guards say.
        """
        self.connection.exec_driver_sql(sql.replace("%", "%%"))

    def rows(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """
        Read rows as the driver gives them.
        """
        with self.connection.exec_driver_sql(sql) as answer:
            return [tuple(row) for row in answer.cursor.fetchall()]

    def blob(self, value: bytes) -> str:
        """
        Write bytes as a literal.
        """
        return f"X'{value.hex()}'" if self.sqlite else f"'\\x{value.hex()}'::bytea"

    def text(self, value: bytes) -> str:
        """
        Write text as a literal, even where it is no longer text.
        """
        if self.sqlite:
            return f"CAST({self.blob(value)} AS TEXT)"
        return f"convert_from({self.blob(value)}, 'UTF8')"

    def uuid(self, value: Any) -> UUID:
        """
        Read an id as either database keeps it.
        """
        return value if isinstance(value, UUID) else UUID(bytes=value)


@contextmanager
def tampering(database: Database) -> Iterator[Any]:
    """
    Take down triggers, checks and foreign keys; undo everything at the end.
    """
    with database.engine.connect() as connection:
        connection.execution_options(throughline_writes=True)
        driver: Any = connection.connection.dbapi_connection
        if database.is_sqlite:
            driver.execute("PRAGMA foreign_keys = OFF")
            driver.execute("PRAGMA ignore_check_constraints = ON")
        else:
            # Whoever had the connection before may only have read.
            driver.read_only = None
        try:
            with connection.begin() as undone:
                outside = Outside(connection)
                _disarm(outside)
                yield outside
                undone.rollback()
        finally:
            if database.is_sqlite:
                driver.execute("PRAGMA ignore_check_constraints = OFF")
                driver.execute("PRAGMA foreign_keys = ON")


def flipped(outside: Outside, table: str, column: str, number: int, random: Random) -> bool:
    """
    Flip one bit of one row's column; say whether the database could hold the result.
    """
    everyone = outside.rows(f"SELECT count(*) FROM {table}")[0][0]
    order = "position" if table == "event" else ", ".join(KEYS.get(table, ("number",)))
    where = f"FROM {table} ORDER BY {order} LIMIT 1 OFFSET {number % everyone}"
    (value,) = outside.rows(f"SELECT {column} {where}")[0]
    literal = _changed(outside, value, random, column)
    if literal is None:
        return False
    found = _the_row(outside, table, where)
    try:
        with outside.connection.begin_nested():
            outside.run(f"UPDATE {table} SET {column} = {literal} WHERE {found}")
    except DBAPIError:
        return False
    return True


def _the_row(outside: Outside, table: str, where: str) -> str:
    if not outside.sqlite:
        return f"ctid = (SELECT ctid {where})"
    if table not in KEYS:
        return f"rowid = (SELECT rowid {where})"
    names = KEYS[table]
    values = outside.rows(f"SELECT {', '.join(f'quote({name})' for name in names)} {where}")[0]
    return " AND ".join(f"{name} = {value}" for name, value in zip(names, values, strict=True))


def _changed(outside: Outside, value: Any, random: Random, column: str) -> str | None:
    if value is None:
        return _something(outside, random, column)
    if isinstance(value, int):
        return str(value ^ (1 << random.randrange(15 if column == "schema" else 31)))
    if isinstance(value, UUID):
        return f"'{UUID(bytes=_flip(value.bytes, random))}'"
    if isinstance(value, bytes):
        return outside.blob(_flip(value, random))
    bent = _flip(value.encode(), random)
    held = outside.sqlite or (b"\x00" not in bent and _is_text(bent))
    return outside.text(bent) if held else None


def _something(outside: Outside, random: Random, column: str) -> str:
    if column == "last":
        return str(random.randrange(60))
    if column != "key_id":
        return "'somewhere else'"
    made_up = random.randbytes(16)
    return outside.blob(made_up) if outside.sqlite else f"'{UUID(bytes=made_up)}'"


def _flip(value: bytes, random: Random) -> bytes:
    bit = random.randrange(len(value) * 8)
    bent = bytearray(value)
    bent[bit // 8] ^= 1 << (bit % 8)
    return bytes(bent)


def _is_text(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _disarm(outside: Outside) -> None:
    if outside.sqlite:
        for (name,) in outside.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            outside.run(f"DROP TRIGGER {name}")
        return
    for table in TABLES:
        outside.run(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for (name,) in outside.rows(
            "SELECT conname FROM pg_constraint"
            f" WHERE conrelid = '{table}'::regclass AND contype IN ('c', 'f')"
        ):
            outside.run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
