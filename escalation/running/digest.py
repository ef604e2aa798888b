"""Once a week: tells whoever leads children what waits that is not told each by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from sqlalchemy import select
from uuid_utils.compat import uuid7

from escalation.running.once import insert_once
from escalation.running.tables import DELIVERY
from escalation.weekly import weekly_words
from events.clock import civil_day
from events.log.append import event_log
from projections.child_record import gather
from projections.stored.models.allocation import ALLOCATION

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from escalation.running.parcels import Posting
    from events.log.database import Database

NO_LEVEL = 0
"""What no ladder tells: a digest. What it says stands where others say why they were told."""
BY = ("email", "notify")
"""The channels that take whole sentences, the first that is set up."""
AT_ONCE = 5
"""People whose digests one sweep makes: the next goes on, so that no sweep waits for all."""
NOTHING = "nothing waited"

_WEEKS = UUID("4f1c7a52-6a0e-5b7e-9d0b-2f8a1c5e7d31")


def weekly_digest(database: Database, posting: Posting, *, now: datetime) -> int:
    """
    Put this week's digest into the outbox for some of those who have none yet.

    Any worker may do so at once, and any may be killed: a person has one digest a week. Where
    nothing waits, that is noted too, and nothing is sent.

    Returns:
        How many were looked at.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    channel = next((name for name in BY if name in posting.configured()), "")
    if not channel:
        return 0
    today = civil_day(now)
    week = today - timedelta(days=today.weekday())
    with database.writing() as connection:
        leads = _without(connection, week, channel)[:AT_ONCE]
        for lead in leads:
            said = _said(connection, lead, today)
            row = {
                "id": uuid7(),
                "channel": channel,
                "recipient": lead,
                "outcome": _of(lead, week),
                "entry": NO_LEVEL,
                "level": NO_LEVEL,
                "cycle": NO_LEVEL,
                "because": said,
                "made": now,
                "next_attempt": now if said else None,
                "attempts": 0,
                "trouble": "" if said else NOTHING,
                "urgent": 0,
            }
            insert_once(connection, DELIVERY, [row])
    return len(leads)


def _without(connection: Connection, week: date, channel: str) -> list[UUID]:
    leading = select(ALLOCATION.c.worker).where(ALLOCATION.c.role == "lead").distinct()
    leads = sorted(connection.scalars(leading))
    had = set(
        connection.scalars(
            select(DELIVERY.c.outcome).where(
                DELIVERY.c.level == NO_LEVEL, DELIVERY.c.channel == channel
            )
        )
    )
    return [lead for lead in leads if _of(lead, week) not in had]


def _of(lead: UUID, week: date) -> UUID:
    return uuid5(_WEEKS, f"{lead}/{week.isoformat()}")


def _said(connection: Connection, lead: UUID, on: date) -> str:
    mine = select(ALLOCATION.c.child).where(
        ALLOCATION.c.worker == lead, ALLOCATION.c.role == "lead"
    )
    log = event_log(connection)
    return weekly_words((gather(log, child) for child in connection.scalars(mine).all()), on)
