"""Chooses what to record: the commonest first, then every kind by its part of practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.kind import By, Group
from events.vocabulary import KINDS
from projections.stored.directory import listed
from service.access.policy import Action
from service.web.page import Answer, Page, Shown
from service.web.unrecorded import waiting

if TYPE_CHECKING:
    from service.web.visit import Visit

COMMONEST = ("contact", "visit", "missed_appointment", "concern_raised", "domestic_abuse_incident")


def view(visit: Visit) -> Answer:
    """
    List the kinds that have a form.
    """
    with visit.throughline.reading() as session:
        typed = waiting(visit, session, [visit.child])
        child = listed(session.connection, [visit.child])[visit.child]
    forms = {name: kind for name, kind in KINDS.items() if kind.by is By.FORM}
    groups = [
        (
            group,
            sorted(
                ((name, kind.label) for name, kind in forms.items() if kind.group is group),
                key=lambda one: one[1],
            ),
        )
        for group in Group
    ]
    return Shown(
        values={
            "commonest": [(name, forms[name].label) for name in COMMONEST if name in forms],
            "typed": typed,
            "child_name": child.name,
            "groups": [(group, kinds) for group, kinds in groups if kinds],
        }
    )


PAGE = Page(
    path="/children/<uuid:child>/record",
    title="Record an event",
    policy=Action.RECORD,
    what="list of forms",
    view=view,
)
