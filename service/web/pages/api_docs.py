"""How other programs reach the record: the API's document, readable without any script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

from service.access.policy import Action
from service.web.document import groups, problems, shapes
from service.web.page import Answer, Missing, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Tell every operation, problem and shape of the document.
    """
    del visit
    asked = current_app.extensions.get("throughline_api")
    if asked is None:
        return Missing()
    document = asked()
    told = shapes(document)
    return Shown(
        values={
            "about": document["info"]["description"].split("\n\n"),
            "groups": list(groups(document)),
            "problems": problems(document),
            "shapes": [
                one for one in told if not one.name.startswith(("content_", "held_", "record_"))
            ],
            "kinds": [
                (one, next(c for c in told if c.name == one.name.replace("record_", "content_", 1)))
                for one in told
                if one.name.startswith("record_")
            ],
        }
    )


PAGE = Page(
    path="/api/docs",
    title="The API for other programs",
    policy=Action.OWN,
    view=view,
)
