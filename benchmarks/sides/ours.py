"""Our own log, through the same functions that the service calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from uuid_utils.compat import uuid7

from benchmarks.invented import NOW, WORKER, allocated, outcome, visits
from escalation.running.once import insert_once
from escalation.running.tables import DELIVERY, INBOX
from events.log.append import event_log
from events.log.contract import Append
from projections.stored.catch_up import KeepingLog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from benchmarks.turns import Work
    from events.log.database import Database

_EVERY = 50
"""Of so many events one is an allocation and one a planned outcome that somebody is told of."""


def append_to_log(database: Database, count: int, each: int) -> Work:
    """
    Return the work of adding visits to one stream, so many to a transaction and under one key.
    """
    stream = uuid4()
    batches = [
        (start, str(uuid4()), visits(stream, min(each, count - start), start))
        for start in range(0, count, each)
    ]

    def work() -> None:
        for version, key, new in batches:
            with database.writing() as connection:
                event_log(connection).append(
                    new, stream=stream, decided_on=version, key=key, now=NOW
                )

    return work


def import_to_log(database: Database, count: int, each: int) -> Work:
    """
    Return the same work as an import does it: every event a request of its own.
    """
    stream = uuid4()
    appends = [
        Append(new=[new], stream=stream, decided_on=version, key=str(uuid4()))
        for version, new in enumerate(visits(stream, count))
    ]

    def work() -> None:
        for start in range(0, count, each):
            with database.writing() as connection:
                event_log(connection).append_many(appends[start : start + each], now=NOW)

    return work


def append_whole(database: Database, count: int, each: int) -> Work:
    """
    Return the work of adding events with their read models and with the messages they cause.
    """
    child = uuid4()
    transactions = []
    version = 0
    for start in range(0, count, each):
        own = visits(child, min(each, count - start), start)
        for place in range(len(own)):
            if (start + place) % _EVERY == _EVERY // 2:
                own[place] = allocated(child)
        planned = [place for place in range(len(own)) if (start + place) % _EVERY == _EVERY - 1]
        outcomes = [uuid4() for _ in planned]
        for place in reversed(planned):
            del own[place]
        appends = [
            Append(new=[outcome(child)], stream=one, decided_on=0, key=str(uuid4()))
            for one in outcomes
        ]
        if own:
            appends.append(Append(new=own, stream=child, decided_on=version, key=str(uuid4())))
        version += len(own)
        transactions.append((appends, outcomes))

    def work() -> None:
        for appends, outcomes in transactions:
            with database.writing() as connection:
                log = KeepingLog(event_log(connection), connection)
                answers = log.append_many(appends, now=NOW)
                tell(connection, child, outcomes, answers[0].first)

    return work


def tell(connection: Connection, child: UUID, outcomes: Sequence[UUID], entry: int) -> None:
    """
    Put a message about each outcome into the worker's inbox and into the outbox.
    """
    same = [
        {
            "id": uuid7(),
            "recipient": WORKER,
            "outcome": one,
            "entry": entry,
            "level": 1,
            "cycle": 1,
            "because": "owner",
        }
        for one in outcomes
    ]
    outbox: dict[str, Any] = {
        "channel": "email",
        "made": NOW,
        "next_attempt": NOW,
        "attempts": 0,
        "trouble": "",
    }
    insert_once(connection, DELIVERY, [one | outbox for one in same])
    insert_once(connection, INBOX, [one | {"child": child, "at": NOW} for one in same])
