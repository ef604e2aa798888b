"""What somebody was told: their inbox, and one escalation by its reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, update

from escalation.running.tables import INBOX
from events.clock import civil_day
from projections.plans.kept import from_text
from projections.plans.outcomes import judged
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

    from projections.plans.planned_outcome import PlannedOutcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """
    One escalation that somebody was told of.

    Args:
        reference: The escalation's entry in the log; its page is ``/escalations/<reference>``.
        because: Why it was they.
        outcome: What is owed, judged at the moment asked.
    """

    id: UUID
    recipient: UUID
    reference: int
    level: int
    cycle: int
    because: str
    at: datetime
    seen: datetime | None
    outcome: PlannedOutcome

    @property
    def live(self) -> bool:
        """
        Whether nobody has answered it yet.
        """
        newest = self.outcome.escalations[-1] if self.outcome.escalations else None
        return self.outcome.open and newest is not None and newest.live


def inbox(
    connection: Connection, recipient: UUID, *, now: datetime, ended: bool = False, limit: int = 200
) -> tuple[Notice, ...]:
    """
    Return what somebody was told, one notice an outcome (the newest), longest overdue first.

    Args:
        ended: Also what is no longer owed.
    """
    wanted = _notices().where(INBOX.c.recipient == recipient)
    if not ended:
        wanted = wanted.where(PLANNED_OUTCOME.c.open == 1)
    rows = connection.execute(
        wanted.order_by(INBOX.c.at.desc(), INBOX.c.level.desc(), INBOX.c.id.desc()).limit(limit)
    )
    newest: dict[UUID, Notice] = {}
    for row in rows:
        notice = _notice(row, now)
        newest.setdefault(notice.outcome.id, notice)
    return tuple(sorted(newest.values(), key=lambda notice: (notice.at, notice.reference)))


def notices_of(connection: Connection, reference: int, *, now: datetime) -> tuple[Notice, ...]:
    """
    Return the notices of one escalation, one for each who was told.
    """
    rows = connection.execute(_notices().where(INBOX.c.entry == reference).order_by(INBOX.c.id))
    return tuple(_notice(row, now) for row in rows)


def newest_notice(
    connection: Connection, recipient: UUID, outcome: UUID, *, now: datetime
) -> Notice | None:
    """
    Return what somebody was told last of one outcome; None where they never were.
    """
    told = _notices().where(INBOX.c.recipient == recipient, INBOX.c.outcome == outcome)
    row = connection.execute(
        told.order_by(INBOX.c.at.desc(), INBOX.c.level.desc(), INBOX.c.id.desc()).limit(1)
    ).first()
    return _notice(row, now) if row is not None else None


def mark_seen(connection: Connection, recipient: UUID, reference: int, *, now: datetime) -> None:
    """
    Note that somebody opened an escalation; the first time counts, and seeing is not answering.
    """
    connection.execute(
        update(INBOX)
        .where(INBOX.c.recipient == recipient, INBOX.c.entry == reference, INBOX.c.seen.is_(None))
        .values(seen=now)
    )


def _notices() -> Select[Any]:
    return select(INBOX, PLANNED_OUTCOME.c.body).join_from(
        INBOX, PLANNED_OUTCOME, INBOX.c.outcome == PLANNED_OUTCOME.c.id
    )


def _notice(row: Row[Any], now: datetime) -> Notice:
    return Notice(
        id=row.id,
        recipient=row.recipient,
        reference=row.entry,
        level=row.level,
        cycle=row.cycle,
        because=row.because,
        at=row.at,
        seen=row.seen,
        outcome=judged(from_text(row.body), civil_day(now), now),
    )
