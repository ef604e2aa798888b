"""
What the log costs beside the bare database and beside another library, in one run.

Run it with ``python -m benchmarks.log [postgresql://...]``; SQLite is always measured. Turns are
interleaved, so that whatever else the machine does falls on all of them alike, and each figure is
a ratio within its own turn: the median, and a 95% interval of that median by resampling.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, text

from benchmarks.compared import Compared
from events.log.append import event_log
from events.log.appending import _check_one, _row
from events.log.columns import moment_text
from events.log.contract import Append
from events.log.database import Database
from service.migrating import migrate
from tests.factories.appends import NOW, NewEventFactory

TURNS = 15
BATCHES = {1: 200, 100: 2_000, 1_000: 4_000}
STREAM = 10_000

_COLUMNS = (
    "stream, version, kind, schema, occurred_from, occurred_to, precision, recorded, actor,"
    " agency, source, source_ref, body, digest"
)
_RAW = f"INSERT INTO bare (position, {_COLUMNS}) VALUES ({{marks}})"  # noqa: S608 - our own names
_READ = f"SELECT position, {_COLUMNS} FROM event ORDER BY position LIMIT {STREAM}"  # noqa: S608

Work = Callable[[], object]


def timed(work: Work) -> float:
    """
    Return the seconds that a piece of work took.
    """
    began = perf_counter()
    work()
    return perf_counter() - began


def rows(stream: UUID, first: int, count: int, *, sqlite: bool) -> list[tuple[Any, ...]]:
    """
    Return rows exactly as the log would store them, made before the clock starts.
    """
    made = []
    for version in range(first, first + count):
        row = _row(_check_one(NewEventFactory(child=stream)), stream, version, moment_text(NOW))
        new = row.checked.new
        made.append(
            (
                stream.bytes if sqlite else stream,
                version,
                new.kind,
                row.checked.schema,
                *row.checked.occurred,
                row.recorded,
                new.actor,
                new.agency,
                None,
                None,
                row.checked.body,
                row.digest,
            )
        )
    return made


class Bare:
    """
    The same rows into a table with the same keys and nothing else: the database's own limit.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._next = 0
        mark = "?" if database.is_sqlite else "%s"
        self._insert = _RAW.format(marks=", ".join([mark] * 15))
        with database.writing() as connection:
            connection.execute(text("CREATE TABLE bare AS SELECT * FROM event WHERE 1 = 0"))
            connection.execute(text("CREATE UNIQUE INDEX bare_place ON bare (position)"))
            connection.execute(text("CREATE UNIQUE INDEX bare_version ON bare (stream, version)"))

    def append(self, count: int, each: int) -> Work:
        """
        Return the work of adding so many events, so many to a transaction.
        """
        made = rows(uuid4(), 1, count, sqlite=self._database.is_sqlite)
        placed = [(self._next + n, *row) for n, row in enumerate(made, 1)]
        self._next += count

        def work() -> None:
            for start in range(0, count, each):
                with self._database.engine.connect() as connection:
                    self._run(connection, placed[start : start + each])

        return work

    def _run(self, connection: Connection, some: Sequence[tuple[Any, ...]]) -> None:
        # The driver alone, on a connection that is open already: SQLAlchemy is not measured here.
        driver: Any = connection.connection.dbapi_connection
        cursor = driver.cursor()
        if self._database.is_sqlite:
            driver.execute("PRAGMA query_only = OFF")
            connection.info.pop("writes", None)
            cursor.execute("BEGIN IMMEDIATE")
        if len(some) == 1:
            cursor.execute(self._insert, some[0])
        else:
            cursor.executemany(self._insert, some)
        driver.commit()

    def read(self) -> Work:
        """
        Return the work of fetching every row.
        """

        def work() -> None:
            with self._database.engine.connect() as connection:
                driver: Any = connection.connection.dbapi_connection
                fetched = driver.execute(_READ).fetchall()
                assert len(fetched) == STREAM
                driver.rollback()

        return work


class Ours:
    """
    The real path: validated, canonical, hashed, once for each key, subjects and learning indexed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, count: int, each: int) -> Work:
        """
        Return the work of adding so many events, so many to a transaction.
        """
        stream = uuid4()
        appends = [
            Append(
                new=[NewEventFactory(child=stream)], stream=stream, decided_on=n, key=str(uuid4())
            )
            for n in range(count)
        ]

        def work() -> None:
            for start in range(0, count, each):
                with self._database.writing() as connection:
                    event_log(connection).append_many(appends[start : start + each], now=NOW)

        return work

    def read(self) -> Work:
        """
        Return the work of reading events as objects.
        """

        def work() -> None:
            with self._database.reading() as connection:
                assert len(event_log(connection).after(0, limit=STREAM)) == STREAM

        return work


def between(ratios: list[float]) -> str:
    """
    Write the median of ratios and where it lies with 95% confidence.
    """
    random = Random(1)  # noqa: S311 - resampling, not secrets
    drawn = sorted(median(random.choices(ratios, k=len(ratios))) for _ in range(2_000))
    return f"{median(ratios):.2f} ({drawn[50]:.2f} to {drawn[-51]:.2f})"


def measure(name: str, url: str, other: Compared | None) -> None:
    """
    Print one database's rows.
    """
    migrate(url)
    database = Database(url)
    bare, ours = Bare(database), Ours(database)
    for each, count in BATCHES.items():
        of_bare, of_other, speed = [], [], []
        for _ in range(TURNS):
            raw, own = timed(bare.append(count, each)), timed(ours.append(count, each))
            of_bare.append(raw / own)
            speed.append(count / own)
            if other:
                of_other.append(timed(other.append(count, each)) / own)
        beside = between(of_other) if other else "-"
        line = f"{name}, {each} a transaction | {median(speed):,.0f} | {between(of_bare)}"
        print(f"| {line} | {beside} |")
    of_bare = [timed(bare.read()) / timed(ours.read()) for _ in range(TURNS)]
    speed = [STREAM / timed(ours.read()) for _ in range(TURNS)]
    print(f"| {name}, reading in order | {median(speed):,.0f} | {between(of_bare)} | - |")
    database.close()


def main() -> None:
    """
    Measure SQLite, and PostgreSQL where a URL of an empty database is given.
    """
    print("| | events a second | of the bare database | of `eventsourcing` |")
    print("| --- | --- | --- | --- |")
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'ours.db'}"
        measure("SQLite, FULL", url, Compared(str(Path(folder) / "theirs.db")))
    for url in sys.argv[1:]:
        measure("PostgreSQL", url, None)


if __name__ == "__main__":
    main()
