"""What the records of one's own children ask and nobody has answered, with what is late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.risk.asked import RULES, asked_of
from projections.stored.directory import listed
from projections.stored.owing import owing
from service.access.allocations import own_children
from service.access.enforce import require
from service.access.policy import Action, Allow
from service.web.page import Answer, Page, Shown
from service.web.pages.children import as_person
from service.web.words import baby_words, span

if TYPE_CHECKING:
    from uuid import UUID

    from projections.risk.asked import Indicator
    from projections.stored.directory import Listed
    from projections.stored.owing import Owing
    from service.web.visit import Visit
    from service.wiring import Session

AT_ONCE = 60
"""Children whose records are asked for one page; a whole district's would keep somebody waiting."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """
    One child, and what nobody has answered, longest first.
    """

    child: Listed
    baby: str
    owing: Owing | None
    waiting: tuple[tuple[Indicator, str], ...]


def view(visit: Visit) -> Answer:
    """
    Ask each child's record; every one of them is in the access log.
    """
    only = visit.asked("row")
    with visit.throughline.writing() as session:
        own = own_children(session.connection, visit.who)
        known = listed(session.connection, own)
        living = [one for one in known.values() if not one.died]
        names = sorted(living, key=lambda one: one.name.casefold())[:AT_ONCE]
        open_ = [one for one in names if _may_read(session, visit, one.id)]
    with visit.throughline.reading() as session:
        owed = owing(session.connection, frozenset(known), session.now)
        lines = [_line(session, one, owed.get(one.id), only) for one in open_]
        today = session.today
    rows = sorted({one.practice_id for line in lines for one, _ in line.waiting} | {only} - {""})
    return Shown(
        values={
            "lines": sorted((one for one in lines if one.waiting), key=_order),
            "quiet": sum(not one.waiting for one in lines),
            "left_out": len(living) - len(names),
            "rows": {row: _question(row) for row in rows},
            "only": only,
            "today": today,
        }
    )


def _may_read(session: Session, visit: Visit, child: UUID) -> bool:
    decided = require(
        session.connection,
        visit.who,
        Action.READ,
        child,
        what="questions nobody answered",
        now=session.now,
    )
    return isinstance(decided, Allow)


def _line(session: Session, child: Listed, owed: Owing | None, only: str) -> Line:
    found = asked_of(session.record(child.id), session.today)
    return Line(
        child=child,
        baby=baby_words(as_person(child), session.today),
        owing=owed,
        waiting=tuple(
            (one, span((session.today - one.since).days))
            for one in sorted(found, key=lambda one: (not one.mandatory, one.since))
            if one.waits and only in {"", one.practice_id}
        ),
    )


def _order(line: Line) -> tuple[bool, bool, bool, str, str]:
    # Facts alone: a baby, a duty, something late, and then whoever has waited longest.
    late = line.owing is not None and line.owing.overdue > 0
    first = min(one.since for one, _ in line.waiting)
    duty = any(one.mandatory for one, _ in line.waiting)
    return (not line.baby, not duty, not late, first.isoformat(), line.child.name.casefold())


def _question(row: str) -> str:
    return next((rule.question for rule in RULES.values() if rule.practice_id == row), "")


PAGE = Page(
    path="/unanswered",
    title="Questions nobody has answered",
    policy=Action.FIND,
    view=view,
    menu="Questions",
    order=6,
)
