"""One planned outcome, from its opening to its end: every move, escalation and review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.running.inbox import newest_notice
from events.kinds.outcome_planned import ORIGINS
from projections.plans.drift import conferences
from service.access.allocations import lead_of
from service.access.policy import Action
from service.web.choosing import clocks_asked
from service.web.page import Answer, Missing, Page, Shown
from service.web.plans import owed
from service.web.reading import read_child
from service.web.rights import rights
from service.web.story import story

if TYPE_CHECKING:
    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.asked import Indicator
    from service.web.reading import ReadChild
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show the outcome's whole story.
    """
    clocks, errors = clocks_asked(visit)
    with visit.throughline.reading() as session:
        read = read_child(
            session, visit.who, visit.child, known=clocks.known, recorded=clocks.recorded
        )
        lines = owed(session, visit.who, read.whole, read.on, limited=clocks.limited)
        one = next((line for line in lines if line.id == visit.path["outcome"]), None)
        if one is None:
            return Missing()
        held = [day for day in conferences(read.whole) if day <= read.on]
        parts = story(session, one.outcome, held)
        may = rights(session, visit)
        told = newest_notice(session.connection, visit.user, one.id, now=session.now)
        leads = lead_of(session.connection, visit.child) if one.unreminded else None
    return Shown(
        values={
            "read": read,
            "clocks": clocks,
            "one": one,
            "outcome": one.outcome,
            "story": parts,
            "numbers": {entry.id for entry in read.entries},
            "may": may,
            "lead": f"{leads.name} ({leads.agency}), who leads the child’s work," if leads else "",
            "told": told if one.outcome.escalated else None,
            "comes_from": ORIGINS[one.outcome.origin],
            "question": _question(read, one.outcome),
        },
        errors=errors,
    )


def _question(read: ReadChild, outcome: PlannedOutcome) -> Indicator | None:
    """
    Return the question that an answer is owed to, while it is open.
    """
    if outcome.origin != "indicator" or not outcome.open:
        return None
    same = (one for one in read.indicators if one.practice_id == outcome.practice_id)
    return next((one for one in same if set(outcome.evidence) & set(one.evidence)), None)


PAGE = Page(
    path="/children/<uuid:child>/outcomes/<uuid:outcome>",
    title="Planned outcome",
    policy=Action.READ,
    what="planned outcome",
    view=view,
)
