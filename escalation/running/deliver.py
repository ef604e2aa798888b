"""Takes what waits in the outbox to the mail server, again and again until it has arrived."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select, update

from escalation.running.deliveries.email import Message, compose, send
from escalation.running.tables import DELIVERY
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from escalation.people import Directory
    from escalation.running.deliveries.email import MailServer
    from events.log.database import Database

    People = Callable[[Connection], Directory]

BATCH = 20
MOST_IN_ONE_SWEEP = 500
"""What is left goes with the next sweep, which must not wait for a slow server."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
NO_ADDRESS = "nobody active has an address for it"
NOT_OWED = "no longer owed"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Trouble:
    words: str = ""
    unreachable: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Claimed:
    id: UUID
    message: Message | None
    attempt: int


def deliver(database: Database, people: People, server: MailServer, *, now: datetime) -> int:
    """
    Send what is due to be sent, and return how many messages the server took.

    Each attempt is on disk before it is made, with the time of the next: a crash in between sends
    the message once more under the same id, and never not at all. There is no last attempt.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    if not server.configured:
        return 0
    sent = 0
    for _ in range(MOST_IN_ONE_SWEEP // BATCH):
        claimed = _claim(database, people, now)
        for one in claimed:
            if one.message is None:
                continue
            trouble = _attempt(one.message, server)
            _note(database, one.id, trouble.words, now)
            if trouble.unreachable:
                # A server that does not answer must not keep the sweep from what is due.
                return sent
            sent += not trouble.words
        if not claimed:
            break
    return sent


def wait_after(attempt: int) -> timedelta:
    """
    Return how long to wait after an attempt: longer each time, and never longer than an hour.
    """
    doublings: int = min(attempt - 1, 12)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def waiting(connection: Connection) -> tuple[int, datetime | None]:
    """
    Return how many messages have not arrived, and since when the oldest waits.
    """
    unsent = DELIVERY.c.next_attempt.is_not(None)
    count, oldest = connection.execute(
        select(func.count(), func.min(DELIVERY.c.made)).where(unsent)
    ).one()
    return count, oldest


def _claim(database: Database, people: People, now: datetime) -> list[_Claimed]:
    with database.writing() as connection:
        rows = connection.execute(
            select(DELIVERY, PLANNED_OUTCOME.c.open)
            .join_from(
                DELIVERY, PLANNED_OUTCOME, DELIVERY.c.outcome == PLANNED_OUTCOME.c.id, isouter=True
            )
            .where(DELIVERY.c.next_attempt <= now)
            .order_by(DELIVERY.c.next_attempt, DELIVERY.c.id)
            .limit(BATCH)
            .with_for_update(skip_locked=True, of=DELIVERY)
        ).all()
        directory = people(connection)
        claimed = []
        for row in rows:
            attempt = row.attempts + 1
            values: dict[str, object] = {
                "attempts": attempt,
                "attempted": now,
                "next_attempt": now + wait_after(attempt),
            }
            message = None
            if row.open == 0:
                # It ended before the message could go: nobody needs to hear of it any more.
                values |= {"next_attempt": None, "trouble": NOT_OWED}
            else:
                to = directory.person(str(row.recipient))
                if to is None or not to.email:
                    values["trouble"] = NO_ADDRESS
                else:
                    message = Message(
                        id=row.id,
                        to=to.email,
                        reference=str(row.entry),
                        because=row.because,
                        level=row.level,
                        made=row.made,
                    )
            connection.execute(update(DELIVERY).where(DELIVERY.c.id == row.id).values(**values))
            claimed.append(_Claimed(id=row.id, message=message, attempt=attempt))
        return claimed


def _attempt(message: Message, server: MailServer) -> _Trouble:
    """
    Make one attempt; return what kind of trouble there was, without what the server said, which
    may hold an address.
    """
    try:
        send(compose(message, server), server)
    except smtplib.SMTPResponseException as error:
        return _Trouble(words=f"{type(error).__name__} {error.smtp_code}")
    except smtplib.SMTPServerDisconnected as error:
        return _Trouble(words=type(error).__name__, unreachable=True)
    except (smtplib.SMTPException, ValueError) as error:
        return _Trouble(words=type(error).__name__)
    except OSError as error:
        return _Trouble(words=type(error).__name__, unreachable=True)
    return _Trouble()


def _note(database: Database, delivery: UUID, trouble: str, now: datetime) -> None:
    values: dict[str, object] = {"trouble": trouble}
    if not trouble:
        values |= {"next_attempt": None, "sent": now}
    with database.writing() as connection:
        connection.execute(update(DELIVERY).where(DELIVERY.c.id == delivery).values(**values))
