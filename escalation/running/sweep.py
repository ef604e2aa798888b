"""One sweep: open what triggers owe, tell people what is overdue, and say that it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.practice import ENGLAND
from escalation.running.deliver import deliver
from escalation.running.digest import weekly_digest
from escalation.running.heartbeat import NAME, beginning, ended
from escalation.running.opened import open_what_is_owed
from escalation.running.passed_on import pass_on_what_reaches_nobody
from escalation.running.raising import raise_what_is_due
from escalation.running.swept import Swept
from escalation.running.tell import Raised

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from escalation.people import Directory
    from escalation.practice import Practice
    from escalation.running.parcels import Posting
    from events.clock import Clock
    from events.log.database import Database

    People = Callable[[Connection], Directory]


def sweep(
    database: Database,
    people: People,
    clock: Clock,
    *,
    practice: Practice = ENGLAND,
    posting: Posting | None = None,
    worker: str = "",
    every_seconds: int = 60,
    beats_as: str = NAME,
) -> Swept:
    """
    Do everything that is due now; any number of workers may do so at once, and any may be killed.

    Args:
        people: Answers about people within one transaction.
        posting: By which channels what waits is sent; None sends nothing.
        worker: Which worker this is, for the heartbeat.
        every_seconds: How often it is meant to run; health judges by it.
        beats_as: As what the heartbeat notes it.

    Raises:
        LogUnavailable: The database cannot be reached; nothing half-done stands.
    """
    now = clock.now()
    beginning(database, worker=worker, now=now, every_seconds=every_seconds, name=beats_as)
    try:
        opened = open_what_is_owed(database, people, now=now, practice=practice)
        told = raise_what_is_due(database, people, now=now, practice=practice)
        sent = 0
        if posting is not None:
            weekly_digest(database, posting, now=now)
            sent, further = _send(database, people, posting, now=now, practice=practice)
            told += further
    except BaseException as error:
        # Not asked of the clock again: it may be the database's, which may be what failed.
        ended(database, Swept(now=now), now=now, failed=type(error).__name__, name=beats_as)
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
    ended(database, done, now=clock.now(), name=beats_as)
    return done


def _send(
    database: Database, people: People, posting: Posting, *, now: datetime, practice: Practice
) -> tuple[int, Raised]:
    """
    Send what waits, and tell the next level of what reaches nobody, until everything has reached
    somebody or has no further level.
    """
    told = Raised()
    channels = list(posting.configured())
    sent = deliver(database, people, posting, now=now)
    while True:
        further = pass_on_what_reaches_nobody(
            database, people, channels, now=now, practice=practice
        )
        told += further
        if not further.stepped_up:
            return sent, told
        sent += deliver(database, people, posting, now=now)
