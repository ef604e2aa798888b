"""Until when each record is kept, for those who must decide what follows; nothing follows alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from service.access.enforce import may
from service.access.policy import Action, Allow
from service.actions.erase import proposals
from service.telling.retention import retained
from service.web.named import named
from service.web.page import Answer, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    List records by name, each with its longest period, and what two leads have still to decide.
    """
    with visit.throughline.writing() as session:
        found, following = retained(session, visit.who, _after(visit))
        decides = may(session.connection, visit.who, Action.ERASE, None, session.now)
        proposed = proposals(session)
        names = {one.by: named(session.connection, one.by) for one in proposed}
    return Shown(
        values={
            "records": found,
            "following": following,
            "decides": isinstance(decides, Allow),
            "waiting": {one.record for one in proposed if not one.erased_under},
            "erased": [one for one in proposed if one.erased_under],
            "names": names,
        }
    )


def _after(visit: Visit) -> UUID | None:
    try:
        return UUID(visit.asked("after"))
    except ValueError:
        return None


PAGE = Page(
    path="/retention",
    title="How long records are kept",
    policy=Action.READ_RETENTION,
    view=view,
    menu="Retention",
    order=70,
)
