"""One sweep: open what triggers owe, tell people what is overdue, and say that it was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from escalation.opening import ENGLAND
from escalation.running.heartbeat import beginning, ended
from escalation.running.opened import open_what_is_owed
from escalation.running.raising import raise_what_is_due
from projections.plans.due import due_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from escalation.people import Directory
    from escalation.working_days import Calendar
    from events.clock import Clock
    from events.log.database import Database

    People = Callable[[Connection], Directory]
    Deliver = Callable[[datetime], int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Swept:
    """
    What one sweep did.

    Args:
        due: How many outcomes the ladder had to act on.
        raised: How many escalations began.
        stepped_up: How many went to a higher level.
        deliveries: How many notices reached an inbox, and how many messages were sent.
        opened: How many outcomes it opened, closed or reopened because the record says so.
        troubles: How many outcomes or children it could not deal with; the next sweep tries again.
    """

    now: datetime
    due: int = 0
    raised: int = 0
    stepped_up: int = 0
    deliveries: int = 0
    opened: int = 0
    troubles: int = 0

    def as_json(self) -> dict[str, Any]:
        """
        Return it as the command line prints it.
        """
        return {
            "now": due_text(self.now),
            "due": self.due,
            "raised": self.raised,
            "stepped_up": self.stepped_up,
            "deliveries": self.deliveries,
            "opened": self.opened,
            "troubles": self.troubles,
        }


def sweep(
    database: Database,
    people: People,
    clock: Clock,
    *,
    calendar: Calendar = ENGLAND,
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
        opened = open_what_is_owed(database, people, now=now, calendar=calendar)
        told = raise_what_is_due(database, people, now=now, calendar=calendar)
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
