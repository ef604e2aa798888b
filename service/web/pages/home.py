"""Where one person lives and lived; the one page on which a protected address is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.policy import Action
from service.telling.homes import read_homes
from service.web.page import Answer, Missing, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show the addresses of the child, or of somebody around the child; the reading is logged.
    """
    with visit.throughline.writing() as session:
        homes = read_homes(session, visit.who, visit.child, visit.path["person"])
    if homes is None:
        return Missing()
    return Shown(values={"homes": homes, "of_the_child": homes.person.id == visit.child})


PAGE = Page(
    path="/children/<uuid:child>/people/<uuid:person>/home",
    title="Where they live",
    policy=Action.READ,
    what="where somebody lives",
    view=view,
)
