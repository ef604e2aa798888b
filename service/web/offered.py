"""What a form offers to pick from: people of this family, those who use the service, agencies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from service.access.accounts import Account, accounts, agencies
from service.access.reader import Role
from service.web.body import Body, body

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """
    One person of this child's record, as a form offers them.
    """

    id: UUID
    name: str
    relation: str
    child: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """
    Everything that a form can offer.
    """

    family: tuple[Family, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    practitioners: tuple[str, ...] = ()
    by_words: Mapping[str, str] = field(default_factory=dict)
    by_id: Mapping[str, str] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    body: Body | None = None

    def practitioner(self, words: str) -> str:
        """
        Return the account that a suggestion or an unmistakable name means, else the words.
        """
        return self.by_words.get(" ".join(words.split()).casefold(), words)

    def practitioner_words(self, stored: str) -> str:
        """
        Return the words in which a form shows whoever is stored, those who have left too.
        """
        return self.by_id.get(stored, stored)

    def also(
        self, people: Mapping[str, str] | None = None, outcomes: Mapping[str, str] | None = None
    ) -> Offered:
        """
        Offer these as well, because an entry names them already.
        """
        return replace(
            self,
            people={**(people or {}), **self.people},
            outcomes={**(outcomes or {}), **self.outcomes},
        )


def offered(
    session: Session, told: Chronology | None = None, outcomes: Mapping[str, str] | None = None
) -> Offered:
    """
    Gather what a form can offer.
    """
    everybody = accounts(session.connection)
    users = [
        account
        for account in everybody
        if account.active and account.role not in {Role.ADMINISTRATOR, Role.AUDITOR}
    ]
    family = _family(told) if told is not None else ()
    return Offered(
        family=family,
        people={str(one.id): _named(one) for one in family},
        practitioners=tuple(suggestion(user) for user in users),
        by_words=_by_words(users),
        by_id={str(account.id): suggestion(account) for account in everybody},
        agencies={name: name for name in agencies(session.connection)},
        outcomes=outcomes or {},
        body=body(told.child, session.today) if told is not None else None,
    )


def suggestion(account: Account) -> str:
    """
    Return the words by which a form offers a user.
    """
    return f"{account.name} ({account.agency})"


def _named(one: Family) -> str:
    return f"{one.name} ({one.relation})" if one.relation else one.name


def _family(told: Chronology) -> tuple[Family, ...]:
    relations: dict[UUID, list[str]] = {}
    for tie in told.ties:
        relations.setdefault(tie.person, []).append(tie.relation)
    order = [told.record.child, *relations]
    return tuple(
        Family(
            id=person,
            name=told.people[person].name,
            relation="the child"
            if person == told.record.child
            else ", ".join(dict.fromkeys(filter(None, relations[person]))),
            child=told.people[person].kind in {"child", "unborn"},
        )
        for person in order
        if person in told.people
    )


def _by_words(users: list[Account]) -> dict[str, str]:
    found = {suggestion(user).casefold(): str(user.id) for user in users}
    names: dict[str, list[str]] = {}
    for user in users:
        names.setdefault(user.name.casefold(), []).append(str(user.id))
    return found | {name: ids[0] for name, ids in names.items() if len(ids) == 1}
