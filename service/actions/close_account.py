"""
Closes the account of somebody who leaves, and gives what they owed to somebody who is there.

Source: “Learning the lessons from Serious Case Reviews”, slide 15: work that nobody holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from projections.stored.models.allocation import ALLOCATION
from projections.stored.models.planned_outcome import PLANNED_OUTCOME
from service.access.accounts import account_of, deactivate
from service.access.allocations import manager_of, with_role
from service.access.reader import Role
from service.actions.allocate import Allocate, allocated_as_wished
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused
from service.actions.hand_on_work import hand_on_all, unnamed_new_lead

if TYPE_CHECKING:
    from uuid import UUID

    from service.access.accounts import Account
    from service.access.reader import Reader
    from service.wiring import Session

LEFT = "The account of the worker was closed."
NOT_THEIRS_TO_SAY = "Their manager decides who takes over, on each child's page; leave this out"


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseAccount:
    """
    Whose account is closed, and who takes over.

    Args:
        takes_over: None where nobody does yet: then their manager owns what they owed, and owes
            every child of theirs a new lead the same day. An administrator never names anybody:
            they set accounts up, and so could give one of their own every child of the leaver.
    """

    user: UUID
    key: str
    takes_over: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Closed:
    """
    What was handed on.

    Args:
        to: To whom, by name; "" where there was nobody.
    """

    children: int
    outcomes: int
    to: str

    def words(self) -> str:
        """
        Say it to whoever closed it; numbers only, because they may see no case.
        """
        if not self.children and not self.outcomes:
            return "The account is closed from now on. They worked with no child and owed nothing."
        to = self.to or "nobody, because there is no manager and no safeguarding lead"
        return (
            f"The account is closed from now on. What they owed ({self.outcomes}) went to {to}. "
            f"Children they worked with: {self.children}."
        )


def close_account(session: Session, reader: Reader, wish: CloseAccount) -> Closed:
    """
    Close it from the next request on; dates stay where they were, and no outcome is left to nobody.

    Raises:
        ActionRefused: Whoever is to take over cannot, or it is not for this reader to say who does.
    """
    connection = session.connection
    leaver = account_of(connection, wish.user)
    if leaver is None:
        raise ActionRefused({"user": "There is no such user"})
    if wish.takes_over is not None and reader.role is Role.ADMINISTRATOR:
        raise ActionRefused({"takes_over": NOT_THEIRS_TO_SAY})
    heir = _heir(session, leaver, wish)
    rows = connection.execute(select(ALLOCATION).where(ALLOCATION.c.worker == wish.user)).all()
    ended: dict[UUID, str] = {}
    for row in rows:
        same = {"child": row.child, "role": row.role}
        key = f"{wish.key}/{row.child}/{row.role}"
        ends = Allocate(**same, worker=wish.user, ends=True, reason=LEFT, key=f"{key}/ends")
        ended[row.child] = allocated_as_wished(session, reader, ends).events[0].entry_id
        if wish.takes_over is not None:
            begins = Allocate(**same, worker=wish.takes_over, reason=LEFT, key=f"{key}/begins")
            allocated_as_wished(session, reader, begins)
    deactivate(connection, user=wish.user, now=session.now)
    open_duties(session, set(ended))
    handed_on = 0
    if heir is not None:
        for child, which in _left(session, wish.user).items():
            handed_on += hand_on_all(
                session,
                reader,
                [(one, child) for one in which],
                heir,
                reason=LEFT,
                # Whoever leads next takes over what waits with a manager; see ``left_behind``.
                because_of=ended.get(child, ""),
                key=wish.key,
            )
        handed_on += sum(
            hand_on_all(session, reader, [(one, child)], heir, reason=LEFT, key=wish.key)
            for child in ended
            for one in unnamed_new_lead(session, child)
        )
    return Closed(children=len(ended), outcomes=handed_on, to=heir.name if heir else "")


def _heir(session: Session, leaver: Account, wish: CloseAccount) -> Account | None:
    if wish.takes_over is not None:
        heir = account_of(session.connection, wish.takes_over)
        if heir is None or not heir.active or heir.id == leaver.id:
            raise ActionRefused({"takes_over": "Choose somebody else who uses Throughline"})
        if heir.role in {Role.ADMINISTRATOR, Role.AUDITOR}:
            raise ActionRefused({"takes_over": f"An {heir.role} works with no child"})
        return heir
    leads = with_role(session.connection, Role.LEAD, agency=leaver.agency)
    others = [one for one in leads if one.id != leaver.id]
    return manager_of(session.connection, leaver.id) or next(iter(others), None)


def _left(session: Session, leaver: UUID) -> dict[UUID, list[UUID]]:
    """
    Return by child what the leaver owed.
    """
    table = PLANNED_OUTCOME
    rows = session.connection.execute(
        select(table.c.id, table.c.child)
        .where(table.c.open == 1, table.c.owner == str(leaver))
        .order_by(table.c.id)
    )
    found: dict[UUID, list[UUID]] = {}
    for row in rows:
        found.setdefault(row.child, []).append(row.id)
    return found
