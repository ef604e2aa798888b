"""One database, opened so that what it acknowledges is on disk, or not opened at all."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, inspect, make_url, text

from events.errors import LogUnavailable, NotDurable, SchemaOutOfDate
from events.log import tables
from events.log.data_keys import OPTION
from events.log.unavailable import refuse_when_unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection, Engine

    from events.log.master_key import MasterKey

BUSY_MILLISECONDS = 20_000
"""How long a writer waits for another before it gives up and says so."""

_SQLITE_SETTINGS = {
    # pragma: what is set, what must be read back
    "busy_timeout": (BUSY_MILLISECONDS, BUSY_MILLISECONDS),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
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
        file = self.url.database
        if self.is_sqlite and file not in (None, "", ":memory:") and not Path(str(file)).exists():
            raise SchemaOutOfDate(None, needs)
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
        with self._turn(), self.engine.connect() as connection:
            connection.execution_options(throughline_writes=True)
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
        Give back every connection.
        """
        self.engine.dispose()

    def _say_read_only(self, connection: Connection, *, wanted: bool | None) -> None:
        # None leaves it to the server, which may be a standby or closed to writing on purpose.
        if not self.is_sqlite:
            driver: Any = connection.connection.dbapi_connection
            driver.read_only = wanted

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
    engine = create_engine(parsed, hide_parameters=True, pool_pre_ping=not sqlite, **more)
    event.listen(engine, "handle_error", refuse_when_unavailable)
    if sqlite:
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _set_up_postgresql)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver must never open a transaction by itself: _begin_sqlite says which kind it is.
    connection.isolation_level = None
    for setting, (wanted, needed) in _SQLITE_SETTINGS.items():
        connection.execute(f"PRAGMA {setting} = {wanted}")
        (found,) = connection.execute(f"PRAGMA {setting}").fetchone()
        if found != needed:
            connection.close()
            raise NotDurable(f"SQLite's {setting}", str(found), str(needed))


def _begin_sqlite(connection: Connection) -> None:
    # True writes the record, False writes nothing, None writes temporary tables of its own.
    writes = connection.get_execution_options().get("throughline_writes", False)
    if connection.info.get("writes") is not writes:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if writes is False else 'OFF'}")
        connection.info["writes"] = writes
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


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
