"""Finds a child of the record by id, by an import's key, or by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from events.occurred import Occurred
from projections.errors import NoSuchChild, SeveralMatch
from projections.people.person import Person
from projections.stored.models.person import PERSON, folded

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection, Row

CHILDREN = ("child", "unborn")


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """
    One person as the directory lists them; days are ISO text, "" where not known.
    """

    id: UUID
    kind: str
    name: str
    person_key: str
    source: str
    born_first: str
    born_last: str
    expected: str
    died: str

    def as_person(self) -> Person:
        """
        Return what the directory knows of them as a person, to say their age.
        """
        return Person(
            id=self.id,
            name=self.name,
            kind=self.kind,
            born=_between(self.born_first, self.born_last),
            expected=_between(self.expected, self.expected),
            died=_between(self.died, self.died),
        )


def find_child(connection: Connection, text: str) -> UUID:
    """
    Return the one child that an id, an import's key or a name means.

    Raises:
        NoSuchChild: Nobody answers to it.
        SeveralMatch: More than one does; the candidates say what tells them apart.
    """
    found = _by_id(connection, text) or _by_key(connection, text) or _by_name(connection, text)
    if not found:
        raise NoSuchChild(text)
    if len(found) > 1:
        raise SeveralMatch(tuple((str(one.id), _apart(one)) for one in found))
    return found[0].id


def children(
    connection: Connection, text: str = "", limit: int = 50, after: UUID | None = None
) -> tuple[Listed, ...]:
    """
    Return children whose any name holds the text, by name.

    Args:
        after: The child after whom they come; None for the first.
    """
    wanted = select(PERSON).where(PERSON.c.kind.in_(CHILDREN))
    if text.strip():
        like = folded(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        wanted = wanted.where(PERSON.c.names_folded.like(f"%{like}%", escape="\\"))
    if after is not None:
        last = select(PERSON.c.name).where(PERSON.c.id == after).scalar_subquery()
        wanted = wanted.where(
            (PERSON.c.name > last) | ((PERSON.c.name == last) & (PERSON.c.id > after))
        )
    rows = connection.execute(wanted.order_by(PERSON.c.name, PERSON.c.id).limit(limit))
    return tuple(_listed(row) for row in rows)


def listed(connection: Connection, ids: Collection[UUID]) -> dict[UUID, Listed]:
    """
    Return what the directory says of these persons.
    """
    if not ids:
        return {}
    rows = connection.execute(select(PERSON).where(PERSON.c.id.in_(list(ids))))
    return {row.id: _listed(row) for row in rows}


def _by_id(connection: Connection, text: str) -> tuple[Listed, ...]:
    try:
        wanted = UUID(text)
    except ValueError:
        return ()
    rows = connection.execute(
        select(PERSON).where(PERSON.c.id == wanted, PERSON.c.kind.in_(CHILDREN))
    )
    return tuple(_listed(row) for row in rows)


def _by_key(connection: Connection, text: str) -> tuple[Listed, ...]:
    rows = connection.execute(
        select(PERSON)
        .where(PERSON.c.person_key == text, PERSON.c.kind.in_(CHILDREN))
        .order_by(PERSON.c.source)
    )
    return tuple(_listed(row) for row in rows)


def _by_name(connection: Connection, text: str) -> tuple[Listed, ...]:
    name = folded(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    if not name:
        return ()
    rows = connection.execute(
        select(PERSON)
        .where(
            PERSON.c.kind.in_(CHILDREN),
            PERSON.c.names_folded.like(f"%|{name}|%", escape="\\"),
        )
        .order_by(PERSON.c.id)
    )
    return tuple(_listed(row) for row in rows)


def _listed(row: Row[tuple[object, ...]]) -> Listed:
    known = row._mapping
    return Listed(**{name: known[name] for name in Listed.__slots__})


def _apart(one: Listed) -> str:
    when = f"born {one.born_first}" if one.born_first else "date of birth not known"
    return f"{one.name}, {when}" + (f", from {one.source}" if one.source else "")


def _between(first: str, last: str) -> Occurred | None:
    if not first:
        return None
    earliest, latest = date.fromisoformat(first), date.fromisoformat(last or first)
    return Occurred.day(earliest) if earliest == latest else Occurred.about(earliest, latest)
