"""Who hears: what the ladder must know of people, and whom a level tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime
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
class Addressee:
    """
    Somebody who is told, and why it is they.
    """

    who: Recipient
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Away:
    """
    Somebody's absence: until which day, and who stands in.

    Args:
        deputy: None where nobody does, or whoever did has left.
    """

    until: date
    deputy: Recipient | None


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
        Return the active holders of one of ``AGENCY_ROLES`` in an agency, or in all of them where
        it is "".
        """
        ...

    def working_with(self, child: UUID, agency: str) -> Sequence[Recipient]:
        """
        Return the active users of an agency who are allocated to a child.
        """
        ...

    def away(self, user: UUID, at: datetime) -> Away | None:
        """
        Return the absence that somebody is on at a moment; None where they are there.
        """
        ...

    def on_call(self, at: datetime) -> Sequence[Recipient]:
        """
        Return the active users who are on the on-call rota at a moment.
        """
        ...


AGENCY_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "manager": "You are a manager",
        "safeguarding_lead": "You are a safeguarding lead",
        "conference_chair": "You chair conferences",
    }
)
"""The roles that a level may name, of the agency that owes it or as ``role@agency`` of another."""


_OF_ANOTHER = {
    "You own what is owed": "owns it",
    "It was sent to your agency": "it was sent to their agency",
    "You work with the child in the agency that it was sent to": (
        "works with the child in the agency that it was sent to"
    ),
    "You are the child's lead practitioner": "leads the child's work",
    "You manage its owner": "manages its owner",
    "You manage the child's lead practitioner": "manages the child's lead practitioner",
    "You are on call": "is on call",
    "You stand in for a colleague who is away": "stands in for a colleague who is away",
    "You are a manager": "is a manager",
    "You are a safeguarding lead": "is a safeguarding lead",
    "You chair conferences": "chairs conferences",
}


def of_another(because: str) -> str:
    """
    Say why somebody is told to a reader who is not they.
    """
    for you, they in _OF_ANOTHER.items():
        because = because.replace(you, they)
    return because


def _owner(outcome: PlannedOutcome, people: Directory, at: datetime) -> Sequence[Addressee]:
    del at
    owner = people.person(outcome.owner) if outcome.owner else None
    if owner is not None:
        return (Addressee(who=owner, because="You own what is owed"),)
    return _lead_of(outcome, people)


def _receiver(outcome: PlannedOutcome, people: Directory, at: datetime) -> Sequence[Addressee]:
    # What was sent to an agency is never chased with whoever sent it, while it names nobody.
    if outcome.owner and people.person(outcome.owner) is not None:
        return _owner(outcome, people, at)
    if not outcome.agency:
        return ()
    own = people.holders("manager", outcome.agency)
    if own:
        return tuple(Addressee(who=one, because="It was sent to your agency") for one in own)
    # An agency without a manager here is not without anybody who knows the child.
    return tuple(
        Addressee(who=one, because="You work with the child in the agency that it was sent to")
        for one in people.working_with(outcome.child, outcome.agency)
    )


def _lead(outcome: PlannedOutcome, people: Directory, at: datetime) -> Sequence[Addressee]:
    del at
    return _lead_of(outcome, people)


def _lead_of(outcome: PlannedOutcome, people: Directory) -> Sequence[Addressee]:
    lead = people.lead_of(outcome.child)
    if lead is None:
        return ()
    return (Addressee(who=lead, because="You are the child's lead practitioner"),)


def _owner_manager(outcome: PlannedOutcome, people: Directory, at: datetime) -> Sequence[Addressee]:
    managers = (people.manager_of(told.who.id) for told in _owner(outcome, people, at))
    manager = next(managers, None)
    return (Addressee(who=manager, because="You manage its owner"),) if manager else ()


def _team_manager(outcome: PlannedOutcome, people: Directory, at: datetime) -> Sequence[Addressee]:
    del at
    lead = people.lead_of(outcome.child)
    manager = people.manager_of(lead.id) if lead else None
    return (
        (Addressee(who=manager, because="You manage the child's lead practitioner"),)
        if manager
        else ()
    )


def _holding(role: str, outcome: PlannedOutcome, people: Directory) -> Sequence[Addressee]:
    # Where the agency that owes it has none, those of the partnership hear: somebody must.
    own = people.holders(role, outcome.agency) if outcome.agency else ()
    found = own or people.holders(role, "")
    return tuple(Addressee(who=one, because=AGENCY_ROLES[role]) for one in found)


def _safeguarding_lead(
    outcome: PlannedOutcome, people: Directory, at: datetime
) -> Sequence[Addressee]:
    del at
    return _holding("safeguarding_lead", outcome, people)


def _conference_chair(
    outcome: PlannedOutcome, people: Directory, at: datetime
) -> Sequence[Addressee]:
    del at
    return _holding("conference_chair", outcome, people)


def _on_call(outcome: PlannedOutcome, people: Directory, at: datetime) -> Sequence[Addressee]:
    del outcome
    return tuple(Addressee(who=one, because="You are on call") for one in people.on_call(at))


WHO: Mapping[str, Callable[[PlannedOutcome, Directory, datetime], Sequence[Addressee]]] = (
    MappingProxyType(
        {
            "owner": _owner,
            "owner_manager": _owner_manager,
            "receiver": _receiver,
            "lead": _lead,
            "team_manager": _team_manager,
            "safeguarding_lead": _safeguarding_lead,
            "conference_chair": _conference_chair,
            "on_call": _on_call,
        }
    )
)
"""Whom a level may name, and how each is found; beside them, a role of a named agency."""

WHO_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "owner": "the owner",
        "owner_manager": "the owner's manager",
        "receiver": (
            "whoever it was sent to, the managers of that agency, or who works with the child there"
        ),
        "lead": "the child's lead practitioner",
        "team_manager": "the manager of the child's lead practitioner",
        "safeguarding_lead": "the safeguarding lead of the agency, or of the partnership",
        "conference_chair": "the conference chair",
        "on_call": "whoever is on call",
        "manager": "the managers",
    }
)
"""Whom a level names, as people say it."""


def who_words(who: str) -> str:
    """
    Say whom a level names: one of ``WHO``, or ``role@agency``.
    """
    role, _, agency = who.partition("@")
    if not agency:
        return WHO_WORDS[who]
    return f"the {role.replace('_', ' ')} of {agency}"


def known_who(who: str) -> bool:
    """
    Tell whether a level may name this.
    """
    role, at, agency = who.partition("@")
    return role in AGENCY_ROLES and bool(agency.strip()) if at else who in WHO


def told_at(
    who: Sequence[str], outcome: PlannedOutcome, people: Directory, *, at: datetime
) -> tuple[Addressee, ...]:
    """
    Return everybody whom a level tells at a moment, each once; for whoever is away, their deputy.
    """
    found: dict[UUID, Addressee] = {}
    for one in who:
        for told in _named(one, outcome, people, at):
            there = _there(told, people, at)
            if there is not None:
                found.setdefault(there.who.id, there)
    return tuple(found.values())


def stands_in(person: UUID, people: Directory, at: datetime) -> Recipient | None:
    """
    Return who is there in place of somebody who is away: the deputy, or the deputy's own.

    None where nobody stands in, and where the person is there.
    """
    asked = {person}
    found: Recipient | None = None
    while (away := people.away(person, at)) is not None:
        found = away.deputy
        if found is None or found.id in asked:
            return None
        asked.add(found.id)
        person = found.id
    return found


def _named(
    who: str, outcome: PlannedOutcome, people: Directory, at: datetime
) -> Sequence[Addressee]:
    role, _, agency = who.partition("@")
    if not agency:
        return WHO[who](outcome, people, at)
    found = people.holders(role, agency)
    return tuple(Addressee(who=one, because=f"{AGENCY_ROLES[role]} of {agency}") for one in found)


def _there(told: Addressee, people: Directory, at: datetime) -> Addressee | None:
    if people.away(told.who.id, at) is None:
        return told
    deputy = stands_in(told.who.id, people, at)
    if deputy is None:
        return None
    because = f"You stand in for a colleague who is away: {told.because}"
    return Addressee(who=deputy, because=because)
