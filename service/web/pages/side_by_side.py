"""Who knew what by a day: a column an agency, what each had learned, and the gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.policy import Action
from service.telling.beside import read_beside
from service.web.choosing import clocks_asked
from service.web.days import days
from service.web.page import Answer, Go, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit

A_PAGE = 200


def view(visit: Visit) -> Answer:
    """
    Show the columns as this reader may see them.
    """
    clocks, errors = clocks_asked(visit)
    known = clocks.known
    of = visit.asked("of")
    if known is not None and not visit.asked("known"):
        # A day is in the address under one name, however it was chosen.
        return Go(to=visit.url("side_by_side", of=of or None, **clocks.address))
    with visit.throughline.reading() as session:
        on = clocks.day(session.today)
        read = read_beside(session, visit.who, visit.child, on, clocks.recorded)
        moment = session.now
    side = read.beside
    of = of if of in side.agencies else ""
    page = visit.asked("page")
    pages = max(1, -(-len(side.lines) // A_PAGE))
    at = min(int(page) if page.isdigit() and int(page) > 0 else 1, pages)
    return Shown(
        values={
            "read": read,
            "side": side,
            "of": of,
            "missed": side.missed(of) if of else (),
            "days": days(read.now.entries, on),
            "limited": known,
            "clocks": clocks,
            "moment": clocks.address.get("recorded"),
            "shown": side.lines[(at - 1) * A_PAGE : at * A_PAGE],
            "pages": pages,
            "at_page": at,
            "complete_to": (read.now.record.position, moment),
        },
        errors=errors,
    )


PAGE = Page(
    path="/children/<uuid:child>/side-by-side",
    title="Who knew what",
    policy=Action.READ,
    what="side by side",
    view=view,
)
