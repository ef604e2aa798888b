"""Find a person by any name, number or address, misspelt or not, within one's rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.stored.finding import MOST_FOUND
from service.access.policy import Action
from service.telling.found import search_people
from service.web.page import Answer, Page, Shown

if TYPE_CHECKING:
    from service.telling.found import FoundBy
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Search what was typed; it is sent as a form, because addresses hold no names.
    """
    text = visit.text("text")
    errors: dict[str, str] = {}
    found: tuple[FoundBy, ...] = ()
    if visit.posting and not text:
        errors["text"] = "Type a name, a number or an address"
    elif visit.posting:
        with visit.throughline.writing() as session:
            found = search_people(session, visit.who, text)
    return Shown(
        values={
            "found": found,
            "searched": bool(text),
            "full": len(found) == MOST_FOUND,
            "values": {"text": text},
        },
        errors=errors,
    )


PAGE = Page(
    path="/people/find",
    title="Find a person",
    policy=Action.FIND,
    view=view,
    form=True,
    menu="Find a person",
    order=3,
)
