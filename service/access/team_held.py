"""Which children each worker of a team holds, what is owed there, and what waits for the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from escalation.running.inbox import inbox
from projections.stored.directory import Listed, listed
from projections.stored.models.allocation import ALLOCATION
from projections.stored.owing import Owing, owing, owing_by_owner, questions_waiting
from service.access.absences import absences
from service.access.accounts import accounts
from service.access.restricted import hidden_from

if TYPE_CHECKING:
    from uuid import UUID

    from service.access.accounts import Account
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldChild:
    """
    One child whom a worker works with.

    Args:
        as_what: ``lead``, ``manager`` or ``other``.
        owing: What is owed to the child, by anybody; None for nothing.
        questions: How many questions about the child nobody has answered.
        led: Whether anybody at all leads the work with the child.
    """

    child: Listed
    as_what: str
    owing: Owing | None
    questions: int
    led: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """
    One worker of the team.

    Args:
        owes: What the worker owns and owes, over all children; None for nothing.
        unanswered: How many escalations to the worker nobody has answered.
        kept: How many more children whose whole record is kept from the reader.
        away: Whether the worker is away today.
    """

    worker: Account
    children: tuple[HeldChild, ...]
    owes: Owing | None
    unanswered: int
    kept: int
    away: bool

    @property
    def leads(self) -> int:
        """
        How many of the children the worker leads the work with.
        """
        return sum(one.as_what == "lead" for one in self.children)


def held_by_team(session: Session, reader: Reader) -> tuple[Holding, ...]:
    """
    Return everybody active of a manager's team by name, with whom they hold: no worker is ranked.

    Source: “Learning the lessons from Serious Case Reviews”, slide 15: a named owner; figures drill
    to their cases and never rank workers.
    """
    if reader.team is None:
        return ()
    connection = session.connection
    team = [one for one in accounts(connection) if one.active and one.team_id == reader.team]
    rows = connection.execute(
        select(ALLOCATION.c.child, ALLOCATION.c.worker, ALLOCATION.c.role).where(
            ALLOCATION.c.worker.in_([one.id for one in team])
        )
    ).all()
    held = {row.child for row in rows}
    kept = hidden_from(connection, reader, held)
    about = listed(connection, held - kept)
    owed = owing(connection, about, session.now)
    asked = questions_waiting(connection, about)
    led = set(
        connection.scalars(
            select(ALLOCATION.c.child).where(
                ALLOCATION.c.child.in_(list(held)), ALLOCATION.c.role == "lead"
            )
        )
    )
    theirs = owing_by_owner(connection, [str(one.id) for one in team], session.now)
    today = session.today
    away = {turn.worker for turn in absences(connection, today) if turn.first <= today <= turn.last}

    def holding(worker: Account) -> Holding:
        mine = [row for row in rows if row.worker == worker.id]
        return Holding(
            worker=worker,
            children=tuple(
                HeldChild(
                    child=about[row.child],
                    as_what=row.role,
                    owing=owed.get(row.child),
                    questions=asked.get(row.child, 0),
                    led=row.child in led,
                )
                for row in mine
                if row.child in about
            ),
            owes=theirs.get(str(worker.id)),
            unanswered=_unanswered(session, worker.id),
            kept=sum(row.child in kept for row in mine),
            away=worker.id in away,
        )

    return tuple(holding(one) for one in team)


def _unanswered(session: Session, worker: UUID) -> int:
    notices = inbox(session.connection, worker, now=session.now)
    return sum(notice.live and notice.outcome.escalated for notice in notices)
