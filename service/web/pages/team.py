"""A manager's team: who holds which child, and what is overdue or unanswered there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.access.allocations import AS_WHAT
from service.access.policy import Action
from service.access.team_held import Holding, held_by_team
from service.web.page import Answer, Page, Shown
from service.web.words import age, baby_words, counted

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from projections.stored.owing import Owing
    from service.access.team_held import HeldChild
    from service.web.visit import Visit


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """
    One child of a worker, in words.
    """

    id: UUID
    name: str
    age: str
    baby: str
    as_what: str
    owing: Owing | None
    questions: int
    led: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """
    One worker of the team, in words.
    """

    id: UUID
    name: str
    says: str
    away: bool
    overdue: int
    unanswered: int
    lines: tuple[Line, ...]
    kept: int


def view(visit: Visit) -> Answer:
    """
    List the team by name, and each one's children, babies and what is late first.
    """
    with visit.throughline.reading() as session:
        held = held_by_team(session, visit.who)
        today = session.today
    parts = [_part(one, today) for one in held]
    children = {line.id: line for part in parts for line in part.lines}
    return Shown(
        values={
            "parts": parts,
            "in_a_team": visit.who.team is not None,
            "children": len(children),
            "overdue": sum(one.owing.overdue for one in children.values() if one.owing),
            "questions": sum(one.questions for one in children.values()),
            "unled": [one for one in children.values() if not one.led],
        }
    )


def _part(one: Holding, today: date) -> Part:
    lines = sorted((_line(held, today) for held in one.children), key=_order)
    babies = sum(bool(line.baby) for line in lines)
    many = len(lines) + one.kept
    says = [counted(many, "child", "children")] if many else []
    if one.leads:
        says.append(f"leads the work with {one.leads}")
    if babies:
        says.append(counted(babies, "baby", "babies"))
    if one.owes:
        says.append(f"owes {counted(one.owes.count, 'outcome')}")
    return Part(
        id=one.worker.id,
        name=one.worker.name,
        says="; ".join(says),
        away=one.away,
        overdue=one.owes.overdue if one.owes else 0,
        unanswered=one.unanswered,
        lines=tuple(lines),
        kept=one.kept,
    )


def _order(line: Line) -> tuple[bool, bool, str]:
    late = line.owing is not None and line.owing.overdue > 0
    return (not line.baby, not late, line.name.casefold())


def _line(held: HeldChild, today: date) -> Line:
    person = held.child.as_person()
    return Line(
        id=held.child.id,
        name=held.child.name,
        age=age(person, today),
        baby=baby_words(person, today),
        as_what=AS_WHAT.get(held.as_what, held.as_what),
        owing=held.owing,
        questions=held.questions,
        led=held.led,
    )


PAGE = Page(
    path="/team",
    title="Your team",
    policy=Action.READ_TEAM,
    view=view,
    menu="Your team",
    order=3,
)
