"""Finds whom a person may be, and which suggestions nobody has answered yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import orjson
from sqlalchemy import or_, select

from projections.people.facts import from_text
from projections.people.matching import Compared, sought, suggestions
from projections.stored.models.person_clue import LONGEST, PERSON_CLUE
from projections.stored.models.person_known import PERSON_KNOWN
from projections.stored.models.person_match import PERSON_MATCH

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection, Row

    from projections.people.matching import Facts

MOST_COMPARED = 2_000
_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """
    Two records that may be of one person, and what was decided.

    Args:
        since: Since when somebody is asked; None where they were linked unasked.
        links: The numbers of the links that stand.
    """

    one: UUID
    other: UUID
    since: date | None
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    links: tuple[str, ...]
    apart: bool

    @property
    def waits(self) -> bool:
        """
        Whether nobody has decided yet.
        """
        return not self.links and not self.apart

    def other_than(self, person: UUID) -> UUID:
        """
        Return the other of the two.
        """
        return self.other if person == self.one else self.one


def facts_of(connection: Connection, persons: Collection[UUID]) -> dict[UUID, Facts]:
    """
    Return what these persons are compared by.
    """
    wanted = list(persons)
    found: dict[UUID, Facts] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = connection.execute(select(PERSON_KNOWN).where(PERSON_KNOWN.c.person.in_(some)))
        found |= {row.person: from_text(row.person, row.facts) for row in rows}
    return found


def like(connection: Connection, facts: Facts) -> tuple[Compared, ...]:
    """
    Return everybody of the record who may be this person, in whom most agrees first.
    """
    wanted = sorted(clue[:LONGEST] for clue in sought(facts))
    if not wanted:
        return ()
    found = connection.scalars(
        select(PERSON_CLUE.c.person)
        .where(PERSON_CLUE.c.clue.in_(wanted), PERSON_CLUE.c.person != facts.person)
        .distinct()
        .limit(MOST_COMPARED)
    )
    return suggestions(facts, facts_of(connection, list(found)).values())


def matches_of(connection: Connection, person: UUID) -> tuple[Match, ...]:
    """
    Return every pair that somebody is asked about or decided about, with this person in it.
    """
    rows = connection.execute(
        select(PERSON_MATCH)
        .where(or_(PERSON_MATCH.c.one == person, PERSON_MATCH.c.other == person))
        .order_by(PERSON_MATCH.c.suggested, PERSON_MATCH.c.one, PERSON_MATCH.c.other)
    )
    return tuple(_match(row) for row in rows)


def matches_among(connection: Connection, persons: Collection[UUID]) -> tuple[Match, ...]:
    """
    Return every pair in which any of these persons is, each once.
    """
    wanted = list(persons)
    found: dict[tuple[UUID, UUID], Match] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = connection.execute(
            select(PERSON_MATCH)
            .where(or_(PERSON_MATCH.c.one.in_(some), PERSON_MATCH.c.other.in_(some)))
            .order_by(PERSON_MATCH.c.suggested, PERSON_MATCH.c.one, PERSON_MATCH.c.other)
        )
        found |= {(row.one, row.other): _match(row) for row in rows}
    return tuple(found.values())


def unanswered(connection: Connection, limit: int = 200) -> tuple[Match, ...]:
    """
    Return the suggestions that nobody has answered, those that wait longest first.
    """
    rows = connection.execute(
        select(PERSON_MATCH)
        .where(
            PERSON_MATCH.c.suggested > 0, PERSON_MATCH.c.links == "[]", PERSON_MATCH.c.apart == 0
        )
        .order_by(PERSON_MATCH.c.since, PERSON_MATCH.c.suggested)
        .limit(limit)
    )
    return tuple(_match(row) for row in rows)


def _match(row: Row[tuple[object, ...]]) -> Match:
    known = row._mapping
    return Match(
        one=known["one"],
        other=known["other"],
        since=date.fromisoformat(known["since"]) if known["since"] else None,
        agrees=tuple(orjson.loads(known["agrees"])),
        differs=tuple(orjson.loads(known["differs"])),
        links=tuple(orjson.loads(known["links"])),
        apart=bool(known["apart"]) and not orjson.loads(known["links"]),
    )
