"""Opens a record that is not one's own: with a reason, for a day, and the child's lead is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.allocations import lead_of, words_for
from service.access.errors import AccountRefused
from service.access.openings import LASTS
from service.access.policy import Action
from service.access.told_of_openings import open_and_tell, told_of_openings
from service.web.page import Answer, Go, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Ask why, note it, tell the lead, and go on to what was wanted.
    """
    from service.web.routing import own_address  # noqa: PLC0415 - routing imports every page

    to = own_address(visit.form.get("next", visit.asked("next")))
    if not to.startswith(f"/children/{visit.child}"):
        to = visit.url("child")
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            with visit.throughline.writing() as session:
                open_and_tell(session, visit.who, visit.child, reason=visit.text("reason"))
            return Go(to=to)
        except AccountRefused as refused:
            errors = refused.fields
    with visit.throughline.reading() as session:
        lead = lead_of(session.connection, visit.child)
        ask = words_for(session.connection, lead)
        told = told_of_openings(session, visit.child)
    return Shown(
        values={
            "next": to,
            "ask": ask,
            "lead": lead,
            "told": told,
            "hours": int(LASTS.total_seconds() // 3600),
            "values": {"reason": visit.text("reason")},
        },
        errors=errors,
    )


PAGE = Page(
    path="/children/<uuid:child>/open",
    title="Open this record with a reason",
    policy=Action.OPEN,
    what="opening with a reason",
    view=view,
    form=True,
)
