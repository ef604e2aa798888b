"""
Hands on what somebody owed for a child to whoever takes over; no date moves.

Source: “Learning the lessons from Serious Case Reviews”, slide 15: work that nobody holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from escalation.deciding import Decided, hand_on
from escalation.left_behind import left_behind
from projections.child_record import gather
from projections.stored.models.planned_outcome import PLANNED_OUTCOME
from service.access.allocations import lead_of, manager_of, with_role, workers
from service.access.openings import tell_by_note
from service.access.reader import Role
from service.actions.decided import decide, outcome_of
from service.actions.duties import open_duties

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from uuid import UUID

    from events.recorded_event import NewEvent
    from projections.plans.planned_outcome import PlannedOutcome
    from service.access.accounts import Account
    from service.access.allocations import Worker
    from service.access.reader import Reader
    from service.wiring import Session

NEW_OWNER = "T37"
"""The row by which a child is owed a new lead on the day on which the lead goes."""

_ANOTHER_LEADS = "Another practitioner leads the child's work from now on."
_WORKS_NO_LONGER = "Whoever owned it works with the child no longer."
_WAITED = "It waited for somebody to lead the child's work."
_NOBODY_LEADS = "Nobody leads the child's work."


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkBefore:
    """
    Who worked with a child before something changed, the lead first.
    """

    child: UUID
    lead: Account | None
    workers: tuple[Worker, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HandedOn:
    """
    How many outcomes went to whom.
    """

    to: Account
    outcomes: int

    def words(self) -> str:
        """
        Say it to whoever changed who works with the child.
        """
        what = "1 thing owed" if self.outcomes == 1 else f"{self.outcomes} things owed"
        return f"{what} went to {self.to.name}; no date moved."


def work_before(session: Session, child: UUID) -> WorkBefore:
    """
    Return who works with a child, and keep the sweep from what the child is owed meanwhile.
    """
    table = PLANNED_OUTCOME
    # In one order, and before anything is written: two who hand on never wait for each other.
    session.connection.execute(
        select(table.c.id)
        .where(table.c.child == child, table.c.open == 1)
        .order_by(table.c.id)
        .with_for_update()
    ).all()
    return WorkBefore(
        child=child,
        lead=lead_of(session.connection, child),
        workers=workers(session.connection, child),
    )


def hand_on_after(
    session: Session, reader: Reader, before: WorkBefore, *, because_of: str, key: str
) -> tuple[HandedOn, ...]:
    """
    Hand on what those owed who no longer lead the child's work, or work with the child no longer.

    It goes to the new lead; where nobody leads, to the leaver's manager, who owes the child a new
    lead the same day. Whoever leads next takes over what waited there.

    Args:
        because_of: The entry that says who works with the child from now on, or no longer.
    """
    connection, child = session.connection, before.child
    after, leads = workers(connection, child), lead_of(connection, child)
    working = {str(one.account.id) for one in after}
    found: dict[UUID, HandedOn] = {}

    def give(
        which: Collection[UUID], heir: Account | None, reason: str, was: str = "", cited: str = ""
    ) -> None:
        if heir is None:
            return
        number = hand_on_all(
            session,
            reader,
            [(one, child) for one in sorted(which)],
            heir,
            reason=reason,
            because_of=cited,
            agency_was=was,
            key=key,
        )
        if number:
            earlier = found[heir.id].outcomes if heir.id in found else 0
            found[heir.id] = HandedOn(to=heir, outcomes=earlier + number)

    for leaver, heir in _heirs(session, before, after, leads):
        reason = _ANOTHER_LEADS if str(leaver.id) in working else _WORKS_NO_LONGER
        mine = owned_by(session, leaver.id, child=child)
        give(mine, heir, reason, leaver.agency, because_of)
    if leads != before.lead:
        open_duties(session, {child})
        if leads is not None:
            events = gather(session.log, child).events
            give(left_behind(events, working), leads, _WAITED, cited=because_of)
        elif before.lead is not None:
            above = _above(session, before.lead)
            give(unnamed_new_lead(session, child), above, _NOBODY_LEADS)
    told = tuple(found.values())
    _tell(session, reader, child, told)
    return told


def hand_on_all(
    session: Session,
    reader: Reader,
    which: Sequence[tuple[UUID, UUID]],
    heir: Account,
    *,
    reason: str,
    key: str,
    because_of: str = "",
    agency_was: str = "",
) -> int:
    """
    Give outcomes another owner, and return how many were still open.

    Args:
        which: Each outcome with its child.
        agency_was: The agency of whoever owned them: what it owed, the heir's agency owes.
    """

    def decision(one: PlannedOutcome, decided: Decided) -> Sequence[NewEvent]:
        agency = heir.agency if one.agency in {"", agency_was} else one.agency
        return hand_on(
            one,
            decided,
            owner=str(heir.id),
            agency=agency,
            reason=reason,
            because_of=because_of,
        )

    number = 0
    for id_, child in which:
        outcome, _ = outcome_of(session, child, id_)
        # The record may say of what is stored as open that it is done.
        if outcome.open and outcome.owner != str(heir.id):
            decide(
                session, reader, outcome, decision, key=f"{key}/{id_}", decided_on=outcome.version
            )
            number += 1
    return number


def owned_by(session: Session, owner: UUID, *, child: UUID) -> list[UUID]:
    """
    Return what somebody owes for a child.
    """
    table = PLANNED_OUTCOME
    return list(
        session.connection.scalars(
            select(table.c.id)
            .where(table.c.open == 1, table.c.owner == str(owner), table.c.child == child)
            .order_by(table.c.id)
        )
    )


def unnamed_new_lead(session: Session, child: UUID) -> list[UUID]:
    """
    Return the new lead that a child is owed and that nobody is named for.
    """
    table = PLANNED_OUTCOME
    return list(
        session.connection.scalars(
            select(table.c.id).where(
                table.c.open == 1,
                table.c.owner == "",
                table.c.practice_id == NEW_OWNER,
                table.c.child == child,
            )
        )
    )


def _heirs(
    session: Session, before: WorkBefore, after: tuple[Worker, ...], leads: Account | None
) -> Iterator[tuple[Account, Account | None]]:
    """
    Yield who owes nothing here any more, and who takes over; None where nobody can.
    """
    working = {one.account.id for one in after}
    led_by = before.lead
    if led_by is not None and led_by != leads:
        if led_by.id not in working:
            yield led_by, leads or _above(session, led_by)
        elif leads is not None and leads.agency == led_by.agency:
            # Who leads for another agency leaves to a colleague of elsewhere what is theirs.
            yield led_by, leads
    for one in before.workers:
        leaver = one.account
        if leaver.id not in working and leaver != led_by:
            colleagues = (w.account for w in after if w.account.agency == leaver.agency)
            active = (colleague for colleague in colleagues if colleague.active)
            yield leaver, next(active, None) or _above(session, leaver) or leads


def _above(session: Session, leaver: Account) -> Account | None:
    leads = with_role(session.connection, Role.LEAD, agency=leaver.agency)
    others = (one for one in leads if one.id != leaver.id)
    return manager_of(session.connection, leaver.id) or next(others, None)


def _tell(session: Session, reader: Reader, child: UUID, told: Sequence[HandedOn]) -> None:
    for one in told:
        if one.to.id != reader.user:
            tell_by_note(
                session.connection,
                by=reader.user or one.to.id,
                child=child,
                words=f"What a colleague owed for the child is yours now: {one.words()}",
                told=one.to.id,
                now=session.now,
            )
