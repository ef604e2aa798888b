"""The rule book: every question that a record can raise, from the files that ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.risk.asked import RULES
from projections.risk.book import book
from projections.rule_book import RULE_BOOK
from service.access.policy import Action
from service.web.page import Answer, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    List the questions with their settings in force.
    """
    with visit.throughline.reading() as session:
        lines = book(RULES, session.log.stream(RULE_BOOK), session.today)
    return Shown(values={"lines": lines})


PAGE = Page(
    path="/rules",
    title="What the record can ask",
    policy=Action.READ_RULE,
    view=view,
)
