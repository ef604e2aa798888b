"""Whose duty copies are made: one a team that works with children, with that team's own rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from projections.stored.models.allocation import ALLOCATION
from projections.stored.models.planned_outcome import PLANNED_OUTCOME
from service.access.accounts import accounts
from service.access.people import People
from service.access.policy import Standing
from service.access.reader import Reader, Role

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyTeam:
    """
    Those who work with some children, and whose duty worker needs to know of them.

    Args:
        id: The team's; the agency's for its people who are in no team.
        name: The team's; "" for those.
        children: Whom any of its active people works with now.
    """

    id: UUID
    name: str
    agency: str
    children: frozenset[UUID]

    @property
    def words(self) -> str:
        """
        The team as people call it.
        """
        return f"{self.name}, {self.agency}" if self.name else f"{self.agency}, in no team"

    @property
    def duty_worker(self) -> Reader:
        """
        The reader for whom its copy is made: with the rights of the team's manager, and no name.

        No account has its id, so that a restriction which names people names it never.
        """
        return Reader(
            user=self.id,
            name=f"the duty worker of {self.words}",
            agency=self.agency,
            role=Role.MANAGER,
            team=self.id if self.name else None,
        )


def duty_teams(connection: Connection) -> tuple[DutyTeam, ...]:
    """
    Return every team that works with a child now, by agency and name.
    """
    children = _worked_with(connection)
    found: dict[UUID, DutyTeam] = {}
    for one in accounts(connection):
        if one.active and one.id in children:
            id_ = one.team_id or one.agency_id
            before = found[id_].children if id_ in found else frozenset()
            found[id_] = DutyTeam(
                id=id_,
                name=one.team,
                agency=one.agency,
                children=before | children[one.id],
            )
    return tuple(sorted(found.values(), key=lambda one: (one.agency.casefold(), one.name)))


def in_no_copy(connection: Connection) -> int:
    """
    Count the children to whom something is owed, and with whom no active user works.
    """
    active = {one.id for one in accounts(connection) if one.active}
    theirs = _worked_with(connection)
    worked_with = {child for worker in active & theirs.keys() for child in theirs[worker]}
    owed = set(
        connection.scalars(
            select(PLANNED_OUTCOME.c.child)
            .where(PLANNED_OUTCOME.c.open == 1, PLANNED_OUTCOME.c.historic == 0)
            .distinct()
        )
    )
    return len(owed - worked_with)


def _worked_with(connection: Connection) -> dict[UUID, frozenset[UUID]]:
    rows = connection.execute(select(ALLOCATION.c.worker, ALLOCATION.c.child))
    found: dict[UUID, set[UUID]] = {}
    for worker, child in rows:
        found.setdefault(worker, set()).add(child)
    return {worker: frozenset(children) for worker, children in found.items()}


def standing_to(connection: Connection, reader: Reader, team: DutyTeam, now: datetime) -> Standing:
    """
    Find out how somebody stands to a team's copy.

    It is for the team's manager, the safeguarding leads of its agency, and whoever of the agency
    is on call today.
    """
    mine = reader.agency == team.agency and (
        reader.role is Role.LEAD
        or (reader.role is Role.MANAGER and reader.team == team.duty_worker.team)
        or any(one.id == reader.user for one in People(connection).on_call(now))
    )
    return Standing(addressed=mine, ask="the manager of that team, or whoever is on call")
