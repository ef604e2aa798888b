"""What the records of one's own children ask and nobody has answered, with what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.risk.asked import RULES
from service.access.policy import Action
from service.answering import answering_words
from service.documents.names import names
from service.telling.unanswered import unanswered_of
from service.web.page import Answer, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Ask the records of some of the reader's children, babies and what is late first.
    """
    only = visit.asked("row")
    sent = visit.asked("part")
    part = int(sent) if sent.isdecimal() and 0 < len(sent) < 6 else 1  # noqa: PLR2004 - no more
    found = unanswered_of(visit.throughline, visit.who, part=max(part, 1), only=only)
    with visit.throughline.reading() as session:
        today = session.today
        who = names(session.connection)
        must_answer = {
            line.child.id: answering_words(line.answering, who) for line in found.waiting
        }
    rows = {one.practice_id for line in found.waiting for one in line.questions} | {only} - {""}
    return Shown(
        values={
            "found": found,
            "part": max(part, 1),
            "rows": {row: _question(row) for row in sorted(rows)},
            "only": only,
            "must_answer": must_answer,
            "today": today,
        }
    )


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
