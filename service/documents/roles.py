"""Names turned into stable role names, and back: who somebody is to the child, and not who."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from projections.chronology.chronology import Chronology
    from projections.people.person import Person

LEAST = 3
"""Letters of a part of a name that is looked for alone; less would take words apart."""
SHARED = "[a name that several have]"
_TITLES = frozenset({"the", "and", "mrs", "miss", "not", "yet", "born"})


@dataclass(frozen=True, kw_only=True)
class Roles:
    """
    One role name a person, the same in every extract of the record.

    Args:
        of: The role name of each person, in square brackets so that it is no word of the record.
        names: Every name and part of a name with its role, the longest first.
    """

    of: Mapping[UUID, str]
    names: tuple[tuple[str, str], ...]
    whole: Mapping[str, str]

    def hide(self, value: Any) -> Any:
        """
        Put role names for names, wherever they stand in what is told.
        """
        match value:
            case str():
                return self._hidden(value)
            case dict():
                return {key: self.hide(inside) for key, inside in value.items()}
            case list() | tuple():
                return [self.hide(inside) for inside in value]
            case _:
                return value

    def back(self, text: str) -> str:
        """
        Put names for role names again.
        """
        for role, name in self.whole.items():
            text = text.replace(role, name)
        return text

    def _hidden(self, text: str) -> str:
        pattern = self._pattern
        if pattern is None:
            return text
        return pattern.sub(lambda found: self._by_name[found.group(0).casefold()], text)

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        return {name.casefold(): role for name, role in self.names}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self.names:
            return None
        either = "|".join(re.escape(name) for name, _ in self.names)
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def roles(told: Chronology) -> Roles:
    """
    Give everybody in a record a role name, in the order in which the record came to know them.

    The order is the log's own, so that the same person has the same role name in every extract,
    and whoever becomes known later changes nobody's.
    """
    relations: dict[UUID, str] = {}
    for tie in told.ties:
        relations.setdefault(tie.person, tie.relation)
    known = {person.id: person for person in told.people.values()}
    order = dict.fromkeys(
        event.stream
        for event in told.record.events
        if event.kind == "person_registered" and event.stream in known
    )
    counted: Counter[str] = Counter()
    of: dict[UUID, str] = {}
    for id_ in order:
        person = known[id_]
        role = _role(person, relations.get(id_, ""), told.record.child)
        counted[role] += 1
        of[id_] = f"[{role}]" if id_ == told.record.child else f"[{role} {counted[role]}]"
    names: dict[str, str] = {}
    for id_ in order:
        for name in _names(known[id_]):
            if not _says(name, of[id_]):
                # What several share, as a family does its name, is nobody's alone.
                shared = names.get(name, of[id_]) != of[id_]
                names[name] = SHARED if shared else of[id_]
    return Roles(
        of=of,
        names=tuple(sorted(names.items(), key=lambda one: (-len(one[0]), one[0]))),
        whole={role: known[id_].name for id_, role in of.items()},
    )


def _role(person: Person, relation: str, child: UUID) -> str:
    if person.id == child:
        return "the child"
    if relation:
        return relation.casefold()
    return {
        "professional": "practitioner",
        "child": "another child",
        "unborn": "another child",
    }.get(person.kind, "another adult")


def _says(name: str, role: str) -> bool:
    """
    Tell whether a "name" is only the role said again, as "Mother" is.
    """
    return name.casefold() in role.casefold()


def _names(person: Person) -> Iterator[str]:
    for name in (person.name, *(one.name for one in person.names)):
        if not name:
            continue
        yield name
        if not person.known_by_description:
            yield from (
                part
                for part in re.findall(r"[^\W\d_][\w'’-]*", name)
                if len(part) >= LEAST and part.casefold() not in _TITLES
            )
