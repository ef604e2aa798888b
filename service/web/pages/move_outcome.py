"""Moves an outcome's date or owner, with the reason; the first date stays beside the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.move_outcome import MoveOutcome, move_outcome
from service.web.forms.when import iso_day
from service.web.offered import offered
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.plans import owed
from service.web.reading import read_child

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show the form, or record the move.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        choices = offered(session, read.told)
        lines = owed(session, visit.who, read.whole, read.on, limited=False)
    one = next((line for line in lines if line.id == visit.path["outcome"]), None)
    if one is None or not (one.outcome.open or visit.posting):
        return Missing()
    errors: dict[str, str] = {}
    if visit.posting:
        owner = visit.text("owner")
        try:
            with visit.throughline.writing() as session:
                move_outcome(
                    session,
                    visit.who,
                    MoveOutcome(
                        child=visit.child,
                        outcome=one.id,
                        to=iso_day(visit.form, "to"),
                        owner=choices.practitioner(owner) if owner else "",
                        agency=visit.text("agency"),
                        reason=visit.text("reason"),
                        meant=visit.text("meant"),
                        decided_on=visit.decided_on,
                        key=visit.key,
                    ),
                )
            return Go(to=visit.url("outcome", outcome=one.id), said="Recorded.")
        except ActionRefused as refused:
            errors = refused.fields
    return Shown(
        values={
            "read": read,
            "one": one,
            "offered": choices,
            "values": visit.form,
            "version": visit.form.get("version") or one.outcome.version,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
    )


PAGE = Page(
    path="/children/<uuid:child>/outcomes/<uuid:outcome>/move",
    title="Move a date or an owner",
    policy=Action.CHANGE_OUTCOME,
    what="form to move an outcome",
    view=view,
    form=True,
)
