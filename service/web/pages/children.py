"""The first page: one's own children, babies and what is late first, and finding any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.stored.directory import CHILDREN, Listed, children, listed
from projections.stored.finding import find_people
from projections.stored.owing import Owing, owing
from service.access.allocations import own_children
from service.access.policy import Action, Allow, decide
from service.access.reader import Role
from service.access.restricted import hidden_from
from service.web.page import Answer, Go, Page, Shown
from service.web.unrecorded import waiting
from service.web.words import age, baby_words, born

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from service.web.visit import Visit
    from service.wiring import Session

FOUND_MOST = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """
    One child in a list.
    """

    id: UUID
    name: str
    age: str
    born: str
    baby: str
    mine: bool
    source: str
    owing: Owing | None


def view(visit: Visit) -> Answer:
    """
    List the reader's children; a name is sent as a form, because addresses hold none.
    """
    if visit.who.role is Role.ADMINISTRATOR:
        return Go(to=visit.url("administration"))
    text = visit.text("name")
    with visit.throughline.reading() as session:
        own = own_children(session.connection, visit.who)
        owed = owing(session.connection, own, session.now)
        typed = waiting(visit, session)
        about = listed(session.connection, {one.child for one in typed})
        mine = _lines(listed(session.connection, own).values(), own, owed, session.today)
        found = _lines(_found(session, visit, text, own), own, owed, session.today) if text else []
    errors = {}
    if visit.posting and not text:
        errors["name"] = "Type a name, or a part of one"
    return Shown(
        values={
            "mine": mine,
            "typed": typed,
            "draft_names": {id_: one.name for id_, one in about.items()},
            "found": found,
            "values": {"name": text},
            "searched": bool(text),
            "full": len(found) == FOUND_MOST,
            "can_register": isinstance(decide(visit.who, Action.REGISTER), Allow),
        },
        errors=errors,
    )


def _found(session: Session, visit: Visit, text: str, own: frozenset[UUID]) -> list[Listed]:
    """
    Find children whose name holds the text or is like it: who finds nobody registers anew.
    """
    holding = children(session.connection, text, FOUND_MOST)
    # Addresses find on “Find a person” alone, where every search is in the access log.
    like = find_people(session.connection, text, homes=lambda _: ())
    near = [one.person for one in like if one.person.kind in CHILDREN]
    found = list({one.id: one for one in (*holding, *near)}.values())[:FOUND_MOST]
    kept = hidden_from(session.connection, visit.who, {one.id for one in found} - own)
    return [one for one in found if one.id not in kept]


def _lines(
    found: Iterable[Listed], own: frozenset[UUID], owed: Mapping[UUID, Owing], on: date
) -> list[Line]:
    return sorted((_line(one, own, owed.get(one.id), on) for one in found), key=_order)


def _order(line: Line) -> tuple[bool, bool, bool, str]:
    # Babies are most often the subject of reviews: they always stand at the top.
    late = line.owing is not None and line.owing.overdue > 0
    return (not line.mine, not line.baby, not late, line.name.casefold())


def _line(one: Listed, own: frozenset[UUID], owed: Owing | None, on: date) -> Line:
    person = one.as_person()
    return Line(
        id=one.id,
        name=one.name,
        age=age(person, on),
        # An unborn child's age already says when the birth is expected.
        born=born(person) if person.born else "",
        baby=baby_words(person, on),
        mine=one.id in own,
        owing=owed,
        source=one.source,
    )


PAGE = Page(
    path="/",
    title="Your children",
    policy=Action.OWN,
    view=view,
    form=True,
    menu="Children",
    order=1,
)
