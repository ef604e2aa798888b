"""The child's plan: what is owed, by whom, by when, how far it slipped, and what showed change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.policy import Action
from service.web.choosing import clocks_asked
from service.web.page import Answer, Page, Shown
from service.web.plans import owed
from service.web.reading import read_child
from service.web.rights import rights

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    List every outcome ever planned for the child.
    """
    clocks, errors = clocks_asked(visit)
    with visit.throughline.reading() as session:
        read = read_child(
            session, visit.who, visit.child, known=clocks.known, recorded=clocks.recorded
        )
        lines = owed(session, visit.who, read.whole, read.on, limited=clocks.limited)
        may = rights(session, visit)
    return Shown(
        values={
            "read": read,
            "clocks": clocks,
            "open": [one for one in lines if one.outcome.open],
            "ended": [one for one in lines if not one.outcome.open],
            "numbers": {entry.id for entry in read.entries},
            "may": may,
        },
        errors=errors,
    )


PAGE = Page(
    path="/children/<uuid:child>/outcomes",
    title="Plan and outcomes",
    policy=Action.READ,
    what="plan and outcomes",
    view=view,
)
