"""Who works with a child, who manages them, and whom to ask about the child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select

from projections.stored.models.allocation import ALLOCATION
from service.access.accounts import Account, account_of, phones
from service.access.reader import Role
from service.access.tables import USER

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from service.access.reader import Reader

AS_WHAT = {"lead": "lead practitioner", "manager": "manager", "other": "practitioner"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Worker:
    """
    Somebody who works with a child now.
    """

    account: Account
    as_what: str
    since: str

    @property
    def words(self) -> str:
        """
        Name, part and agency, as a page shows them.
        """
        return (
            f"{self.account.name}, {AS_WHAT.get(self.as_what, self.as_what)}, {self.account.agency}"
        )


def workers(connection: Connection, child: UUID) -> tuple[Worker, ...]:
    """
    Return those who work with a child now, the lead first.
    """
    rows = connection.execute(
        select(ALLOCATION).where(ALLOCATION.c.child == child).order_by(ALLOCATION.c.position)
    ).all()
    found = [
        Worker(account=account, as_what=row.role, since=row.since)
        for row in rows
        if (account := account_of(connection, row.worker)) is not None
    ]
    return tuple(sorted(found, key=lambda worker: worker.as_what != "lead"))


def allocated(connection: Connection, *, child: UUID, worker: UUID) -> bool:
    """
    Tell whether somebody works with a child now.
    """
    return (
        connection.scalar(
            select(func.count())
            .select_from(ALLOCATION)
            .where(ALLOCATION.c.child == child, ALLOCATION.c.worker == worker)
        )
        or 0
    ) > 0


def children_of(connection: Connection, worker: UUID) -> frozenset[UUID]:
    """
    Return the children that somebody works with now.
    """
    return frozenset(
        connection.scalars(select(ALLOCATION.c.child).where(ALLOCATION.c.worker == worker))
    )


def children_of_team(connection: Connection, team: UUID) -> frozenset[UUID]:
    """
    Return the children that anybody of a team works with now.
    """
    members = select(USER.c.id).where(USER.c.team == team)
    mine = connection.scalars(members).all()
    if not mine:
        return frozenset()
    return frozenset(
        connection.scalars(select(ALLOCATION.c.child).where(ALLOCATION.c.worker.in_(mine)))
    )


def own_children(connection: Connection, reader: Reader) -> frozenset[UUID]:
    """
    Return the children that a reader works with now; a manager's are the team's too.
    """
    if reader.user is None:
        return frozenset()
    own = children_of(connection, reader.user)
    if reader.role is Role.MANAGER and reader.team:
        own |= children_of_team(connection, reader.team)
    return own


def manages(connection: Connection, reader: Reader, child: UUID) -> bool:
    """
    Tell whether a reader manages the team of somebody who works with a child now.
    """
    if reader.role is not Role.MANAGER or reader.team is None:
        return False
    return child in children_of_team(connection, reader.team)


def lead_of(connection: Connection, child: UUID) -> Account | None:
    """
    Return the child's lead practitioner: the newest active one.
    """
    return next(iter(leads_of(connection, child)), None)


def leads_of(connection: Connection, child: UUID) -> tuple[Account, ...]:
    """
    Return the active lead practitioners of a child, the newest first.
    """
    rows = connection.execute(
        select(ALLOCATION.c.worker)
        .where(ALLOCATION.c.child == child, ALLOCATION.c.role == "lead")
        .order_by(ALLOCATION.c.position.desc())
    ).all()
    found = (account_of(connection, row.worker) for row in rows)
    return tuple(one for one in found if one is not None and one.active)


def manager_of(connection: Connection, user: UUID) -> Account | None:
    """
    Return the active manager of somebody's team, or else of their agency.
    """
    account = account_of(connection, user)
    if account is None:
        return None
    wanted = (
        select(USER.c.id)
        .where(
            USER.c.role == str(Role.MANAGER),
            USER.c.deactivated.is_(None),
            USER.c.agency == account.agency_id,
            USER.c.id != user,
        )
        .order_by(USER.c.made)
    )
    if account.team_id is not None:
        own = connection.scalar(wanted.where(USER.c.team == account.team_id).limit(1))
        if own is not None:
            return account_of(connection, own)
    found = connection.scalar(wanted.limit(1))
    return account_of(connection, found) if found is not None else None


def with_role(connection: Connection, role: Role, *, agency: str = "") -> tuple[Account, ...]:
    """
    Return the active holders of a role, in one agency or in all, longest-serving first.
    """
    rows = connection.scalars(
        select(USER.c.id)
        .where(USER.c.role == str(role), USER.c.deactivated.is_(None))
        .order_by(USER.c.made)
    )
    found = [account for id_ in rows if (account := account_of(connection, id_))]
    return tuple(account for account in found if not agency or account.agency == agency)


def reached_at(connection: Connection, lead: Account | None) -> str:
    """
    Say where the agency of a child's lead answers day and night; "" where nobody has said.
    """
    number = phones(connection).get(lead.agency, "") if lead is not None else ""
    return f", on {number} day and night" if number else ""


def words_for(connection: Connection, lead: Account | None) -> str:
    """
    Say whom to ask about a child: the lead, else a safeguarding lead, else whoever administers.
    """
    if lead is not None:
        return f"{lead.name} ({lead.agency}), the child's lead practitioner"
    leads = with_role(connection, Role.LEAD)
    if leads:
        return f"{leads[0].name} ({leads[0].agency}), safeguarding lead"
    return "a safeguarding lead; none is set up here yet, so ask who administers accounts"
