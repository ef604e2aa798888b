"""How often each question is asked, a child a month, so that too many are seen coming."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.policy import Action
from service.actions.caseload import ON_A_PAGE, counted_over, sampled, whose
from service.actions.measure_load import A_QUARTER, measure_load
from service.telling.load import load_told
from service.web.page import Answer, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit

PERIODS = {"31": "The last month", str(A_QUARTER): "The last three months", "365": "The last year"}


def view(visit: Visit) -> Answer:
    """
    Count once somebody asks for it: that takes some seconds.
    """
    over = visit.asked("over")
    told: dict[str, Any] | None = None
    if over in PERIODS:
        with visit.throughline.reading() as session:
            of = counted_over(session, visit.who)
        found = measure_load(visit.throughline, sampled(of, ON_A_PAGE), int(over))
        told = load_told(found, len(of))
    return Shown(
        values={
            "told": told,
            "periods": PERIODS,
            "over": over if over in PERIODS else str(A_QUARTER),
            "whose": whose(visit.who),
            "most": ON_A_PAGE,
        }
    )


PAGE = Page(
    path="/rules/load",
    title="How often each question is asked",
    policy=Action.READ_RULE,
    view=view,
)
