"""Finds out whom a row names: people of the case, practitioners, agencies, or nobody known yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.importing.closeness import owner_and_head
from service.importing.known_names import KnownNames, plain

if TYPE_CHECKING:
    from uuid import UUID

    from service.importing.family import Member

_PARENTHESIS = re.compile(r"\s*\([^()]*\)\s*$")
_REMEMBERED = 10_000
_SMALL_WORDS = frozenset({"the", "a", "an", "of", "and", "with", "in", "to", "old", "year", "new"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """
    Whom one cell names.

    Args:
        people: People of the case, in the order they are named.
        described: What is left: people known by a description alone, as written.
        practitioners: Practitioners named by title, as written.
        agencies: Agencies, by the name that this import gives them.
    """

    people: tuple[UUID, ...] = ()
    described: tuple[str, ...] = ()
    practitioners: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PeopleOfTheCase:
    """
    Everybody whom the people file names, ready to be looked up.

    Args:
        by_key: The only person with a key.
        by_relation: Everybody with a relation, or a part of one.
        by_role: Everybody with a role.
        already: What was found for cells before: a case names the same people again and again.
    """

    names: KnownNames
    by_key: Mapping[str, Member] = field(default_factory=dict)
    by_relation: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    by_role: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    already: dict[str, Named] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, members: Iterable[Member], names: KnownNames) -> PeopleOfTheCase:
        """
        Prepare the looking up.
        """
        relations: dict[str, list[Member]] = {}
        roles: dict[str, list[Member]] = {}
        keys: dict[str, Member] = {}
        for member in members:
            keys.setdefault(plain(member.key), member)
            for relation in dict.fromkeys((member.relation, *member.relation.split(";"))):
                if plain(relation) and member not in relations.get(plain(relation), []):
                    relations.setdefault(plain(relation), []).append(member)
            if plain(member.role):
                roles.setdefault(plain(member.role), []).append(member)
        return cls(
            names=names,
            by_key=keys,
            by_relation={words: tuple(found) for words, found in relations.items()},
            by_role={words: tuple(found) for words, found in roles.items()},
        )

    def read(self, cell: str) -> Named:
        """
        Say whom each part of a cell names.
        """
        if cell not in self.already:
            if len(self.already) >= _REMEMBERED:
                self.already.clear()
            self.already[cell] = self._read(cell)
        return self.already[cell]

    def _read(self, cell: str) -> Named:
        people: dict[UUID, None] = {}
        described: dict[str, str] = {}
        practitioners: dict[str, None] = {}
        agencies: dict[str, None] = {}
        for part in (part.strip() for part in cell.split(";")):
            if not part:
                continue
            agency = self._agency(part)
            if agency:
                agencies[agency] = None
            member = self.person(part)
            if member is not None:
                people[member.id] = None
            elif self._practitioner(part):
                practitioners[part] = None
            elif not agency:
                described.setdefault(plain(part), part)
        return Named(
            people=tuple(people),
            described=tuple(described.values()),
            practitioners=tuple(practitioners),
            agencies=tuple(agencies),
        )

    def person(self, part: str) -> Member | None:
        """
        Return the person of the case that one part means; None where it is not surely one.
        """
        for words in _whole_then_without_parenthesis(part):
            if words in self.by_key:
                return self.by_key[words]
            for found in (self.by_relation.get(words, ()), self.by_role.get(words, ())):
                if len(found) == 1:
                    return found[0]
        return None

    def likely(self, description: str) -> tuple[UUID, ...]:
        """
        Return the people of the case whom a description may mean; a person decides, not this.
        """
        return tuple(
            member.id
            for member in self.by_key.values()
            if not _anothers(description, member)
            and any(
                _may_mean(description, words) for words in (member.key, *member.relation.split(";"))
            )
        )

    def _agency(self, part: str) -> str:
        return next(
            (
                found
                for words in _whole_then_without_parenthesis(part)
                if (found := self.names.agency(words))
            ),
            "",
        )

    def _practitioner(self, part: str) -> bool:
        return any(
            self.names.practitioner(words) for words in _whole_then_without_parenthesis(part)
        )


def _whole_then_without_parenthesis(part: str) -> tuple[str, ...]:
    whole = plain(part)
    return tuple(dict.fromkeys(form for form in (whole, _PARENTHESIS.sub("", whole)) if form))


def _anothers(description: str, member: Member) -> bool:
    """
    Tell whether somebody is known to be somebody else's: the father's partner is not the mother's.
    """
    whose = owner_and_head(plain(description))[0]
    known = {owner_and_head(plain(words))[0] for words in member.relation.split(";")}
    return bool(whose) and "" not in known and not any(_words(whose) & _words(of) for of in known)


def _may_mean(one: str, other: str) -> bool:
    """
    Tell whether one wording says no more than the other, and of the same sort of person.
    """
    said, meant = _words(one), _words(other)
    # "Partner of mother" is no wording for the mother: what they are must agree, not only whose.
    same = _words(owner_and_head(plain(one))[1]) & _words(owner_and_head(plain(other))[1])
    return bool(same) and (said <= meant or meant <= said)


def _words(text: str) -> frozenset[str]:
    found = (word.removesuffix("'s") for word in re.findall(r"[\w']+", plain(text)))
    return frozenset(word for word in found if word not in _SMALL_WORDS)
