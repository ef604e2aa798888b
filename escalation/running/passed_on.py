"""If no message at a level can be delivered, the next level is told now, and told why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from escalation.ladder import onward
from escalation.running.heartbeat import no_trouble, note_trouble
from escalation.running.raising import Claims
from escalation.running.tables import DELIVERY, INBOX
from escalation.running.tell import Raised
from events.errors import LogUnavailable
from projections.plans.kept import from_text
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from escalation.people import Directory
    from escalation.practice import Practice
    from events.log.database import Database

    People = Callable[[Connection], Directory]

BATCH = 50


def pass_on_what_reaches_nobody(
    database: Database,
    people: People,
    channels: Collection[str],
    *,
    now: datetime,
    practice: Practice,
) -> Raised:
    """
    Tell the next level of everything whose messages can reach nobody at the level told last.

    Whoever has opened it in the inbox has heard, whatever became of the messages. One message that
    arrived is enough: where only some did not, its page and ``/health/escalation`` say so.

    Args:
        channels: Those that are set up; what waits for another is not held against anybody.

    Raises:
        LogUnavailable: The database cannot be reached; finished batches stand.
    """
    done = Raised()
    dealt_with: set[UUID] = set()
    while True:
        with database.writing() as connection:
            claimed = _claim(connection, channels, dealt_with)
            if not claimed:
                return done
            claims = Claims(connection, people, now=now, practice=practice)
            for id_, body in claimed.items():
                dealt_with.add(id_)
                try:
                    # A savepoint each: one that cannot be told holds up no other.
                    with connection.begin_nested():
                        if _goes_on(body):
                            done += claims.tell_of([body], onward)
                            no_trouble(connection, "outcome", [id_])
                except LogUnavailable:
                    raise
                except Exception as error:  # noqa: BLE001 - the next sweep tries it again
                    note_trouble(connection, "outcome", id_, error, now)
                    done += Raised(troubles=1)


def _goes_on(body: str) -> bool:
    outcome = from_text(body)
    newest = outcome.escalations[-1] if outcome.escalations else None
    return newest is not None and newest.live and newest.level < newest.levels


def _claim(
    connection: Connection, channels: Collection[str], but: Collection[UUID]
) -> dict[UUID, str]:
    lost, other, owed = DELIVERY, DELIVERY.alias(), PLANNED_OUTCOME
    same = (
        (other.c.outcome == lost.c.outcome)
        & (other.c.cycle == lost.c.cycle)
        & (other.c.level == lost.c.level)
    )
    may_arrive = exists().where(
        same, other.c.undeliverable.is_(None), other.c.channel.in_(list(channels))
    )
    later = exists().where(
        other.c.outcome == lost.c.outcome,
        (other.c.cycle > lost.c.cycle)
        | ((other.c.cycle == lost.c.cycle) & (other.c.level > lost.c.level)),
    )
    seen = exists().where(INBOX.c.entry == lost.c.entry, INBOX.c.seen.is_not(None))
    found = (
        select(owed.c.id)
        .join(lost, lost.c.outcome == owed.c.id)
        .where(
            lost.c.undeliverable.is_not(None),
            lost.c.next_attempt.is_not(None),
            lost.c.channel.in_(list(channels)),
            owed.c.open == 1,
            owed.c.level == lost.c.level,
            ~may_arrive,
            ~later,
            ~seen,
        )
    )
    wanted = (
        select(owed.c.id, owed.c.body)
        .where(owed.c.id.in_(found), owed.c.id.not_in(list(but)))
        .order_by(owed.c.next_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    return {row.id: row.body for row in connection.execute(wanted)}
