"""Whom a search found, and whose records lead to them, within the reader's rights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from projections.errors import NoSuchChild, SeveralMatch
from projections.stored.directory import CHILDREN, children, find_child, listed
from projections.stored.finding import MOST_FOUND, FoundPerson, find_people, like_named
from service.access.access_log import record_read
from service.access.enforce import may
from service.access.open_homes import open_homes
from service.access.open_to import open_to
from service.access.policy import Action, Allow
from service.access.restricted import hidden_from

if TYPE_CHECKING:
    from projections.stored.directory import Listed
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundBy:
    """
    Somebody found, with the children around whom they are.

    Args:
        open: Children whose record is open to the reader.
        closed: How many others there are; whom to ask is said for each in ``ask``.
        hidden: Nothing leads to them but records that are kept whole for others.
    """

    found: FoundPerson
    open: tuple[Listed, ...]
    closed: int
    ask: tuple[str, ...]
    hidden: bool = False


def search_people(session: Session, reader: Reader, text: str) -> tuple[FoundBy, ...]:
    """
    Find people, and note in the access log that somebody searched, never for what.
    """
    like = find_people(session.connection, text, homes=lambda who: open_homes(session, who))
    found = [told for one in like if not (told := around(session, reader, one)).hidden]
    _noted(session, reader, "a person", len(found), why="find")
    return tuple(found)


def search_children(session: Session, reader: Reader, text: str) -> tuple[Listed, ...]:
    """
    Return the children whose name holds the text or is like it, and note that it was asked: who
    finds nobody registers anew.

    Addresses find on “Find a person” alone; fewer than ``LEAST_LETTERS`` letters are the caller's
    to refuse.
    """
    holding = children(session.connection, text, MOST_FOUND)
    like = find_people(session.connection, text, homes=lambda _: ())
    near = [one.person for one in like if one.person.kind in CHILDREN]
    found = list({one.id: one for one in (*holding, *near)}.values())[:MOST_FOUND]
    closed = {one.id for one in found} - open_to(session.connection, reader, session.now)
    kept = hidden_from(session.connection, reader, closed)
    told = tuple(one for one in found if one.id not in kept)
    _noted(session, reader, "a child", len(told), why="find")
    return told


def children_like(session: Session, reader: Reader, name: str) -> tuple[Listed, ...]:
    """
    Return the children whom somebody may be about to register again, and note that it was asked.

    That a record is here which is kept whole for others is part of what is kept: it is not said.
    """
    like = like_named(session.connection, name)
    closed = {one.id for one in like} - open_to(session.connection, reader, session.now)
    kept = hidden_from(session.connection, reader, closed)
    found = tuple(one for one in like if one.id not in kept)
    _noted(session, reader, "a child", len(found), why="register")
    return found


def children_called(session: Session, reader: Reader, text: str) -> frozenset[UUID]:
    """
    Return the children whom an exact name or an id means, and note that it was asked.
    """
    try:
        meant = frozenset({find_child(session.connection, text)})
    except NoSuchChild:
        meant = frozenset()
    except SeveralMatch as several:
        meant = frozenset(UUID(id_) for id_, _ in several.candidates)
    found = meant - hidden_from(session.connection, reader, meant)
    _noted(session, reader, "a child", len(found), why="find")
    return found


def _noted(session: Session, reader: Reader, whom: str, found: int, *, why: str) -> None:
    record_read(
        session.connection,
        who=reader.actor,
        child=None,
        what=f"search for {whom}: {found} found",
        now=session.now,
        why=why,
    )


def found_told(found: FoundBy) -> dict[str, Any]:
    """
    Tell somebody who was found.
    """
    person = found.found.person
    return {
        "id": str(person.id),
        "name": person.name,
        "kind": person.kind,
        "born": person.born_first or None,
        "found_by": found.found.by,
        "nearest": found.found.name,
        "children": [{"id": str(child.id), "name": child.name} for child in found.open],
        "closed": found.closed,
        "ask": list(found.ask),
    }


def around(session: Session, reader: Reader, one: FoundPerson) -> FoundBy:
    """
    Say around which children somebody is, as far as their records are open to a reader.
    """
    if one.person.kind in CHILDREN:
        children: set[UUID] = {one.person.id}
    else:
        children = {
            child for event in session.log.about({one.person.id}) for child in event.people("child")
        }
    known = listed(session.connection, children)
    decided = {
        child: may(session.connection, reader, Action.READ, child, session.now) for child in known
    }
    denied = {child: said for child, said in decided.items() if not isinstance(said, Allow)}
    kept = hidden_from(session.connection, reader, denied)
    closed = {child: said for child, said in denied.items() if child not in kept}
    return FoundBy(
        found=one,
        open=tuple(known[child] for child, said in decided.items() if isinstance(said, Allow)),
        closed=len(closed),
        ask=tuple(dict.fromkeys(said.ask for said in closed.values())),
        hidden=bool(kept) and len(kept) == len(known),
    )
