"""Where the measured databases come from: new ones, real ones, as durable as they are used."""

from __future__ import annotations

import os
from base64 import b64encode
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url, text

from events.log.database import Database
from events.log.engine import driver_url
from events.log.master_key import SWITCH, VARIABLE
from events.log.private_file import SECRET_BYTES
from service.migrating import migrate, open_database
from tests.fakes.postgresql_server import PostgresqlServer

if TYPE_CHECKING:
    from collections.abc import Iterator

SQLITE = "SQLite"
POSTGRESQL = "PostgreSQL"


class Databases(Protocol):
    """
    Makes new databases of one sort.
    """

    name: str

    def empty(self) -> str:
        """
        Return the URL of a new database without a table.
        """
        ...

    def version(self) -> str:
        """
        Return the database's version and how it syncs, read back from it.
        """
        ...


class SqliteFiles:
    """
    Files in one folder.
    """

    name = SQLITE

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def empty(self) -> str:
        """
        Return the URL of a file that does not exist yet.
        """
        return f"sqlite:///{self._folder / uuid4().hex}.db"

    def version(self) -> str:
        """
        Return SQLite's version, and the level of syncing of the log's own connections.
        """
        with opened(self.empty()) as database, database.reading() as connection:
            found = connection.scalar(text("SELECT sqlite_version()"))
            level = connection.scalar(text("PRAGMA synchronous"))
            journal = connection.scalar(text("PRAGMA journal_mode"))
        return f"SQLite {found}, synchronous={'FULL' if level == FULL else level}, {journal}"


FULL = 2
"""What SQLite answers where it syncs at every commit."""


class PostgresqlDatabases:
    """
    Databases of one server, whose URL may make others.
    """

    name = POSTGRESQL

    def __init__(self, server: str) -> None:
        self._server = server
        self._made: list[str] = []

    def empty(self) -> str:
        """
        Return the URL of a new database.
        """
        name = f"benchmark_{uuid4().hex[:12]}"
        self._run(SQL("CREATE DATABASE {}").format(Identifier(name)))
        self._made.append(name)
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)

    def drop_all(self) -> None:
        """
        Drop what was made here and nothing else.
        """
        while self._made:
            name = Identifier(self._made.pop())
            self._run(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def version(self) -> str:
        """
        Return the server's version, and how it syncs.
        """
        with psycopg.connect(conninfo(self._server), autocommit=True) as connection:
            found = {
                name: connection.execute(SQL("SHOW {}").format(Identifier(name))).fetchone()
                for name in ("server_version", "fsync", "synchronous_commit", "full_page_writes")
            }
        said = {name: row[0] if row else "?" for name, row in found.items()}
        version = said.pop("server_version")
        return ", ".join([f"PostgreSQL {version}", *(f"{k}={v}" for k, v in said.items())])

    def _run(self, command: object) -> None:
        with psycopg.connect(conninfo(self._server), autocommit=True) as connection:
            connection.execute(command)  # type: ignore[call-overload]


@contextmanager
def postgresql(url: str | None) -> Iterator[PostgresqlDatabases]:
    """
    Lend the server at a URL, or one of our own, started from the binaries on this machine.
    """
    server = None
    if url is None:
        server = PostgresqlServer()
        url = server.url()
    made = PostgresqlDatabases(url)
    try:
        yield made
    finally:
        made.drop_all()
        if server is not None:
            server.stop()


PLAIN = {SWITCH: "off"}
"""The environment of a log that seals nothing."""


@contextmanager
def opened(url: str, *, sealed: bool = False) -> Iterator[Database]:
    """
    Lend our own log in a new database; it refuses to open where it would not be durable.
    """
    migrate(url)
    master = {VARIABLE: b64encode(os.urandom(SECRET_BYTES)).decode()}
    database = open_database(url, master if sealed else PLAIN)
    try:
        yield database
    finally:
        database.close()


def conninfo(url: str) -> str:
    """
    Write a URL as the driver takes it.
    """
    return driver_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
