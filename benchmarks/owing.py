"""A million outcomes that are owed, and those who raise what is due: the sweep, and bare SQL."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import func, insert, select, text, update

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

    from events.log.database import Database

NOW = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
_CHUNK = 5_000
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
    body = row_of(planned, 1)
    for first in range(0, count, _CHUNK):
        numbers = range(first, min(first + _CHUNK, count))
        with database.writing() as connection:
            rows = [
                body
                | {
                    "id": (own := outcome_number(number)),
                    "body": body["body"].replace(f'"id":"{_CHILD}"', f'"id":"{own}"'),
                }
                for number in numbers
            ]
            connection.execute(insert(PLANNED_OUTCOME), rows)
    if bare:
        with database.writing() as connection:
            for statement in _TABLES:
                connection.execute(text(statement))
            say = text("INSERT INTO bare_owed (id, next_at, body) VALUES (:id, :at, :body)")
            for first in range(0, count, _CHUNK):
                rows = [
                    {"id": number, "at": _AHEAD.isoformat(), "body": body["body"]}
                    for number in range(first, min(first + _CHUNK, count))
                ]
                connection.execute(say, rows)


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
        sys.stdin.readline()
        yield str(RAISES[side](database))
    finally:
        database.close()


if __name__ == "__main__":
    for line in _worker(sys.argv[1], sys.argv[2]):
        print(line, flush=True)
