"""Who hears: what the ladder must know of people, and whom a level tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from uuid import UUID

    from projections.plans.planned_outcome import PlannedOutcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """
    Somebody who can be told: an active user of the service.
    """

    id: UUID
    name: str
    email: str
    agency: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """
    Somebody who is told, and why it is they.
    """

    who: Recipient
    because: str


class Directory(Protocol):
    """
    What the ladder asks about people; whoever keeps accounts and allocations answers.
    """

    def person(self, named: str) -> Recipient | None:
        """
        Return the active user whom an id, a user name or a full name means; None for nobody.
        """
        ...

    def manager_of(self, user: UUID) -> Recipient | None:
        """
        Return the active manager of somebody's team, else of their agency.
        """
        ...

    def lead_of(self, child: UUID) -> Recipient | None:
        """
        Return the active lead practitioner of a child.
        """
        ...

    def holders(self, role: str, agency: str) -> Sequence[Recipient]:
        """
        Return the active holders of ``safeguarding_lead`` or ``conference_chair`` in an agency,
        or in all of them where it is "".
        """
        ...


def _owner(outcome: PlannedOutcome, people: Directory) -> Sequence[Told]:
    owner = people.person(outcome.owner) if outcome.owner else None
    if owner is not None:
        return (Told(who=owner, because="You own what is owed"),)
    return _lead(outcome, people)


def _lead(outcome: PlannedOutcome, people: Directory) -> Sequence[Told]:
    lead = people.lead_of(outcome.child)
    if lead is None:
        return ()
    return (Told(who=lead, because="You are the child's lead practitioner"),)


def _owner_manager(outcome: PlannedOutcome, people: Directory) -> Sequence[Told]:
    manager = next((people.manager_of(told.who.id) for told in _owner(outcome, people)), None)
    return (Told(who=manager, because="You manage its owner"),) if manager else ()


def _team_manager(outcome: PlannedOutcome, people: Directory) -> Sequence[Told]:
    lead = people.lead_of(outcome.child)
    manager = people.manager_of(lead.id) if lead else None
    return (
        (Told(who=manager, because="You manage the child's lead practitioner"),) if manager else ()
    )


def _safeguarding_lead(outcome: PlannedOutcome, people: Directory) -> Sequence[Told]:
    return _holding("safeguarding_lead", "You are a safeguarding lead", outcome, people)


def _conference_chair(outcome: PlannedOutcome, people: Directory) -> Sequence[Told]:
    return _holding("conference_chair", "You chair conferences", outcome, people)


def _holding(role: str, because: str, outcome: PlannedOutcome, people: Directory) -> Sequence[Told]:
    # Where the agency that owes it has none, those of the partnership hear: somebody must.
    own = people.holders(role, outcome.agency) if outcome.agency else ()
    return tuple(Told(who=one, because=because) for one in own or people.holders(role, ""))


WHO: Mapping[str, Callable[[PlannedOutcome, Directory], Sequence[Told]]] = MappingProxyType(
    {
        "owner": _owner,
        "owner_manager": _owner_manager,
        "lead": _lead,
        "team_manager": _team_manager,
        "safeguarding_lead": _safeguarding_lead,
        "conference_chair": _conference_chair,
    }
)
"""Whom a level may name, and how each is found."""


def told_at(who: Sequence[str], outcome: PlannedOutcome, people: Directory) -> tuple[Told, ...]:
    """
    Return everybody whom a level tells, each once.
    """
    found: dict[UUID, Told] = {}
    for one in who:
        for told in WHO[one](outcome, people):
            found.setdefault(told.who.id, told)
    return tuple(found.values())
