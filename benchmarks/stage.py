"""One database as the rows find it, with the large logs that several of them share."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from benchmarks.databases import Databases, opened
from benchmarks.invented import NOW, caseload
from events.log.append import event_log

if TYPE_CHECKING:
    from benchmarks.sizes import Sizes
    from events.log.database import Database


def filled(database: Database, count: int) -> None:
    """
    Record a log of so many events, a thousand to a transaction; its read models stay empty.
    """
    for appends in caseload(count):
        with database.writing() as connection:
            event_log(connection).append_many(appends, now=NOW)


class Stage:
    """
    Lends a row what it measures with, and clears it away.

    Args:
        databases: Where new databases come from.
        sizes: How much of everything.
    """

    def __init__(self, databases: Databases, sizes: Sizes) -> None:
        self.databases = databases
        self.sizes = sizes
        self._logs: dict[int, Database] = {}
        self._until_the_end = ExitStack()

    @property
    def name(self) -> str:
        """
        Which database this is.
        """
        return self.databases.name

    @property
    def is_sqlite(self) -> bool:
        """
        Whether it is the embedded one.
        """
        return self.name == "SQLite"

    def log_of(self, count: int) -> Database:
        """
        Return a log of so many events, made when first asked for; its read models are empty.

        Whoever adds to it must not be in the way of another row.
        """
        if count not in self._logs:
            database = self._until_the_end.enter_context(opened(self.databases.empty()))
            filled(database, count)
            self.settle(database)
            self._logs[count] = database
        return self._logs[count]

    def settle(self, database: Database) -> None:
        """
        Let the server look at what was just written, as it would by itself within a minute.
        """
        with database.engine.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            if database.is_sqlite:
                driver.execute("PRAGMA query_only = OFF")
                connection.info.pop("writes", None)
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                driver.execute("ANALYZE")
            else:
                driver.autocommit = True
                driver.execute("VACUUM ANALYZE")
                driver.execute("CHECKPOINT")
                driver.autocommit = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._until_the_end.close()
        self._logs.clear()
