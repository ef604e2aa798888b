"""Takes what is overdue straight to a level of its ladder, up or down, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.ladder_words import level_words
from escalation.running.ladders_kept import known_ladders
from events.errors import StreamMoved
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.step_escalation import StepEscalation, step_escalation
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.plans import owed
from service.web.reading import read_child

if TYPE_CHECKING:
    from service.web.visit import Visit

_MOVED = "Somebody decided about it meanwhile: look at it again, and send this once more"


def view(visit: Visit) -> Answer:
    """
    Show the levels, or go to one.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        lines = owed(session, visit.who, read.whole, read.on, limited=False)
        one = next((line for line in lines if line.id == visit.path["outcome"]), None)
        if one is None or not one.outcome.open:
            return Missing()
        ladder = known_ladders(session.connection).climbed(one.outcome)
    errors: dict[str, str] = {}
    if visit.posting:
        level = visit.text("level")
        try:
            with visit.throughline.writing() as session:
                heard = step_escalation(
                    session,
                    visit.who,
                    StepEscalation(
                        child=visit.child,
                        outcome=one.id,
                        level=int(level) if level.isdigit() and len(level) < len("100") else 0,
                        reason=visit.text("reason"),
                        decided_on=visit.decided_on or 0,
                    ),
                )
            said = f"Level {heard} has been told."
            return Go(to=visit.url("outcome", outcome=one.id), said=said)
        except ActionRefused as refused:
            errors = refused.fields
        except StreamMoved:
            errors = {"level": _MOVED}
    return Shown(
        values={
            "read": read,
            "one": one,
            "levels": {str(n): words for n, words in enumerate(level_words(ladder), 1)},
            "values": visit.form,
            "version": one.outcome.version,
        },
        errors=errors,
    )


PAGE = Page(
    path="/children/<uuid:child>/outcomes/<uuid:outcome>/level",
    title="Go to another level",
    policy=Action.STEP_ESCALATION,
    what="form to take an escalation to a level",
    view=view,
    form=True,
)
