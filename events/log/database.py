"""One database, whose transactions a process hands out to its threads."""

from __future__ import annotations

import os
from collections import deque
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, text
from sqlalchemy.exc import DisconnectionError

from events.errors import LogUnavailable, SchemaOutOfDate
from events.log import tables
from events.log.data_keys import OPTION
from events.log.engine import (
    BUSY_MILLISECONDS,
    driver_url,
    engine_for,
    is_late,
    see_that_it_lives,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection

    from events.log.master_key import MasterKey

KEPT = 2
"""How many connections that write stay open between one turn and the next."""


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
            if keeps := len(self._kept) < KEPT and not is_late(connection, self.engine):
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
                see_that_it_lives(connection.connection.dbapi_connection, connection, None)
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
