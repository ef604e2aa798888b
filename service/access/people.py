"""Answers the ladder's questions about people from accounts and allocations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from escalation.people import Recipient
from service.access.accounts import Account, account_called, account_of, accounts
from service.access.allocations import lead_of, manager_of, with_role
from service.access.reader import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

ROLES = {"safeguarding_lead": Role.LEAD, "conference_chair": Role.CHAIR}


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


def _recipient(account: Account | None) -> Recipient | None:
    if account is None or not account.active:
        return None
    return Recipient(id=account.id, name=account.name, email=account.email, agency=account.agency)
