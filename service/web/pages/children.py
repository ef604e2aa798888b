"""The first page: one's own children, babies and what is late first, and finding any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.stored.directory import Listed, listed
from projections.stored.finding import LEAST_LETTERS, MOST_FOUND
from projections.stored.owing import Owing, owing
from service.access.allocations import own_children
from service.access.policy import Action, Allow, decide
from service.access.reader import Role
from service.telling.found import search_children
from service.web.page import Answer, Go, Page, Shown
from service.web.unrecorded import waiting
from service.web.words import age, baby_words, born

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from service.web.visit import Visit


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
    errors = {}
    found: list[Line] = []
    if visit.posting and len(text) < LEAST_LETTERS:
        errors["name"] = f"Type a name, or at least {LEAST_LETTERS} letters of one"
    elif visit.posting:
        with visit.throughline.writing() as session:
            like = search_children(session, visit.who, text)
            found = _lines(like, own, owed, session.today)
        # Whoever typed the whole name means that child, and not the baby of a like one.
        found.sort(key=lambda line: _plain(line.name) != _plain(text))
    return Shown(
        values={
            "mine": mine,
            "typed": typed,
            "draft_names": {id_: one.name for id_, one in about.items()},
            "found": found,
            "values": {"name": text},
            "searched": visit.posting and not errors,
            "full": len(found) == MOST_FOUND,
            "can_register": isinstance(decide(visit.who, Action.REGISTER), Allow),
        },
        errors=errors,
    )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


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
