"""A million outcomes that are owed, and those who raise what is due: the sweep, and bare SQL."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import Uuid, func, insert, literal, literal_column, select, text, update

from benchmarks.databases import PLAIN
from escalation.practice import ENGLAND
from escalation.running.raising import raise_what_is_due
from escalation.running.tables import INBOX
from projections.plans.planned_outcome import PlannedOutcome
from projections.stored.models.planned_outcome import PLANNED_OUTCOME, row_of
from service.migrating import open_database
from tests.fakes.people import WORKER, PeopleInMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from events.log.database import Database

NOW = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
_CHUNK = 100_000
_CHILD = uuid5(NAMESPACE_OID, "the child of the benchmark")
_AHEAD = NOW + timedelta(days=300)

_TABLES = (
    "CREATE TABLE bare_owed (id INTEGER PRIMARY KEY, next_at TEXT, body TEXT NOT NULL)",
    "CREATE INDEX bare_next ON bare_owed (next_at) WHERE next_at IS NOT NULL",
    "CREATE TABLE bare_told (owed INTEGER, who INTEGER, at TEXT, PRIMARY KEY (owed, who))",
    "CREATE TABLE bare_said (owed INTEGER PRIMARY KEY, body TEXT NOT NULL)",
)


def outcome_number(number: int) -> UUID:
    """
    Return the id of the outcome of a number.
    """
    return UUID(int=(1 << 120) + number)


def owe(database: Database, count: int, *, bare: bool) -> None:
    """
    Fill the tables with outcomes that are owed in ten months, as the log would have left them.
    """
    planned = PlannedOutcome(
        id=_CHILD,
        child=_CHILD,
        origin="plan",
        desired="The child is seen and heard, and what was agreed is done.",
        opened=NOW.date(),
        owner=str(WORKER.id),
        agency=WORKER.agency,
        due=_AHEAD.date(),
        original_due=_AHEAD.date(),
        next_at=_AHEAD,
    )
    row = row_of(planned, 1)
    for first in range(0, count, _CHUNK):
        with database.writing() as connection:
            _fill(connection, row, first, min(first + _CHUNK, count))
    if bare:
        with database.writing() as connection:
            for statement in _TABLES:
                connection.execute(text(statement))
            numbers = _numbers(connection, 0, count)
            say = f"INSERT INTO bare_owed SELECT i, :at, :body FROM {numbers}"  # noqa: S608
            said = {"at": _AHEAD.isoformat(), "body": row["body"]}
            connection.execute(text(say), said)


def _fill(connection: Connection, row: dict[str, Any], first: int, last: int) -> None:
    """
    Insert the outcomes of these numbers, made by the database itself: a million rows that each
    come over from here take several minutes.
    """
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        driver.create_function("outcome_id", 1, lambda number: outcome_number(number).bytes)
        driver.create_function("outcome_words", 1, lambda number: str(outcome_number(number)))
        id_, words = "outcome_id(i)", "outcome_words(i)"
    else:
        words = "('01000000-0000-0000-0000-' || lpad(to_hex(i), 12, '0'))"
        id_ = f"CAST({words} AS uuid)"
    made = {
        "id": literal_column(id_, Uuid),
        "body": func.replace(row["body"], str(_CHILD), text(words)),
    }
    columns = [
        made.get(name, literal(value, PLANNED_OUTCOME.c[name].type)).label(name)
        for name, value in row.items()
    ]
    rows = select(*columns).select_from(text(_numbers(connection, first, last)))
    connection.execute(insert(PLANNED_OUTCOME).from_select(list(row), rows))


def _numbers(connection: Connection, first: int, last: int) -> str:
    if connection.dialect.name == "postgresql":
        return f"generate_series({first}, {last - 1}) AS n(i)"
    more = f"UNION ALL SELECT i + 1 FROM n WHERE i < {last - 1}"  # noqa: S608
    return f"(WITH RECURSIVE n(i) AS (SELECT {first} {more}) SELECT i FROM n)"  # noqa: S608


def fall_due(database: Database, numbers: range, *, bare: bool) -> None:
    """
    Let the day of these pass, for the bare tables or for ours.
    """
    past = NOW - timedelta(days=1)
    for first in range(numbers.start, numbers.stop, 500):
        some = range(first, min(first + 500, numbers.stop))
        with database.writing() as connection:
            if bare:
                connection.execute(
                    text("UPDATE bare_owed SET next_at = :at WHERE id >= :first AND id < :last"),
                    {"at": past.isoformat(), "first": some.start, "last": some.stop},
                )
            else:
                connection.execute(
                    update(PLANNED_OUTCOME)
                    .where(PLANNED_OUTCOME.c.id.in_([outcome_number(one) for one in some]))
                    .values(next_at=past)
                )


def raise_ours(database: Database) -> int:
    """
    Raise all that is due, as a sweep does, and return how many were.
    """
    return raise_what_is_due(database, PeopleInMemory(), now=NOW, practice=ENGLAND).raised


def raise_bare(database: Database) -> int:
    """
    Claim, tell two people, note it and set the next date, with nothing checked and nothing proved.
    """
    done = 0
    claim = (
        "SELECT id FROM bare_owed WHERE next_at IS NOT NULL AND next_at <= :now "
        "ORDER BY next_at LIMIT 50"
    )
    if not database.is_sqlite:
        claim += " FOR UPDATE SKIP LOCKED"
    while True:
        with database.writing() as connection:
            ids = list(connection.scalars(text(claim), {"now": NOW.isoformat()}))
            if not ids:
                return done
            told = [
                {"owed": own, "who": who, "at": NOW.isoformat()} for own in ids for who in (1, 2)
            ]
            connection.execute(text("INSERT INTO bare_told VALUES (:owed, :who, :at)"), told)
            said = [{"owed": own, "body": "escalation_raised"} for own in ids]
            connection.execute(text("INSERT INTO bare_said VALUES (:owed, :body)"), said)
            moved = [{"own": own, "at": _AHEAD.isoformat()} for own in ids]
            connection.execute(text("UPDATE bare_owed SET next_at = :at WHERE id = :own"), moved)
        done += len(ids)


def told(database: Database) -> int:
    """
    Return how many notices lie in inboxes.
    """
    with database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(INBOX)) or 0


RAISES = {"ours": raise_ours, "bare": raise_bare}


def seconds(work: Callable[[], int]) -> float:
    """
    Return how long something took.
    """
    began = perf_counter()
    work()
    return perf_counter() - began


def _worker(url: str, side: str) -> Iterator[str]:
    database = open_database(url, PLAIN)
    try:
        with database.reading() as connection:
            connection.execute(text("SELECT 1"))
        yield "there"
        for _ in iter(sys.stdin.readline, ""):
            yield str(RAISES[side](database))
    finally:
        database.close()


if __name__ == "__main__":
    for line in _worker(sys.argv[1], sys.argv[2]):
        print(line, flush=True)
