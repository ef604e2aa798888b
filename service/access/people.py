"""Answers the ladder's questions about people from accounts and allocations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from escalation.people import Away, Recipient
from events.clock import civil_day
from projections.stored.models.absence import ABSENCE
from projections.stored.models.on_call import ON_CALL
from service.access.accounts import Account, account_called, account_of, accounts
from service.access.allocations import lead_of, manager_of, with_role, workers
from service.access.reader import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

ROLES = {
    "manager": Role.MANAGER,
    "safeguarding_lead": Role.LEAD,
    "conference_chair": Role.CHAIR,
}


@dataclass(frozen=True)
class People:
    """
    The directory that escalation asks, on one transaction.
    """

    connection: Connection

    def person(self, named: str) -> Recipient | None:
        """
        Return the active user whom an id, a user name or an unmistakable full name means.
        """
        try:
            return _recipient(account_of(self.connection, UUID(named)))
        except ValueError:
            pass
        called = account_called(self.connection, named)
        if called is not None:
            return _recipient(called)
        wanted = " ".join(named.split()).casefold()
        same = [a for a in accounts(self.connection) if a.active and a.name.casefold() == wanted]
        return _recipient(same[0]) if len(same) == 1 else None

    def manager_of(self, user: UUID) -> Recipient | None:
        """
        Return the active manager of somebody's team, else of their agency.
        """
        return _recipient(manager_of(self.connection, user))

    def lead_of(self, child: UUID) -> Recipient | None:
        """
        Return the active lead practitioner of a child.
        """
        return _recipient(lead_of(self.connection, child))

    def holders(self, role: str, agency: str) -> Sequence[Recipient]:
        """
        Return the active holders of a ladder's role in an agency, or in all where it is "".
        """
        held = with_role(self.connection, ROLES[role], agency=agency)
        return tuple(found for account in held if (found := _recipient(account)))

    def working_with(self, child: UUID, agency: str) -> Sequence[Recipient]:
        """
        Return the active users of an agency who are allocated to a child, the lead first.
        """
        there = (_recipient(one.account) for one in workers(self.connection, child))
        return tuple(found for found in there if found and found.agency == agency)

    def away(self, user: UUID, at: datetime) -> Away | None:
        """
        Return the absence that somebody is on, the newest recorded where several overlap.
        """
        day = civil_day(at).isoformat()
        row = self.connection.execute(
            select(ABSENCE.c.to_day, ABSENCE.c.deputy)
            .where(ABSENCE.c.worker == user, ABSENCE.c.to_day >= day, ABSENCE.c.from_day <= day)
            .order_by(ABSENCE.c.entry.desc())
            .limit(1)
        ).one_or_none()
        if row is None:
            return None
        deputy = self.person(row.deputy) if row.deputy else None
        return Away(until=date.fromisoformat(row.to_day), deputy=deputy)

    def on_call(self, at: datetime) -> Sequence[Recipient]:
        """
        Return the active users who are on the on-call rota at a moment.
        """
        day = civil_day(at).isoformat()
        turns = self.connection.scalars(
            select(ON_CALL.c.worker)
            .where(ON_CALL.c.to_day >= day, ON_CALL.c.from_day <= day)
            .order_by(ON_CALL.c.entry)
        )
        each = dict.fromkeys(turns)
        there = (_recipient(account_of(self.connection, one)) for one in each)
        return tuple(found for found in there if found)


def _recipient(account: Account | None) -> Recipient | None:
    if account is None or not account.active:
        return None
    return Recipient(id=account.id, name=account.name, email=account.email, agency=account.agency)
