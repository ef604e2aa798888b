"""One sweep: open what triggers owe, tell people what is overdue, and say that it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.practice import ENGLAND
from escalation.running.heartbeat import beginning, ended
from escalation.running.opened import open_what_is_owed
from escalation.running.raising import raise_what_is_due
from escalation.running.swept import Swept

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from escalation.people import Directory
    from escalation.practice import Practice
    from events.clock import Clock
    from events.log.database import Database

    People = Callable[[Connection], Directory]
    Deliver = Callable[[datetime], int]


def sweep(
    database: Database,
    people: People,
    clock: Clock,
    *,
    practice: Practice = ENGLAND,
    deliver: Deliver | None = None,
    worker: str = "",
    every_seconds: int = 60,
) -> Swept:
    """
    Do everything that is due now; any number of workers may do so at once, and any may be killed.

    Args:
        people: Answers about people within one transaction.
        deliver: Sends what waits to be sent, and returns how much was; None sends nothing.
        worker: Which worker this is, for the heartbeat.
        every_seconds: How often it is meant to run; health judges by it.

    Raises:
        LogUnavailable: The database cannot be reached; nothing half-done stands.
    """
    now = clock.now()
    beginning(database, worker=worker, now=now, every_seconds=every_seconds)
    try:
        opened = open_what_is_owed(database, people, now=now, practice=practice)
        told = raise_what_is_due(database, people, now=now, practice=practice)
        sent = deliver(now) if deliver is not None else 0
    except BaseException as error:
        ended(database, Swept(now=now), now=clock.now(), failed=type(error).__name__)
        raise
    done = Swept(
        now=now,
        due=told.due,
        raised=told.raised,
        stepped_up=told.stepped_up,
        deliveries=told.inboxes + sent,
        opened=opened.changed,
        troubles=opened.troubles + told.troubles,
    )
    ended(database, done, now=clock.now())
    return done
