"""Plans an outcome: nothing is saved that lacks a risk, a response, an owner or a date."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from events.kinds.outcome_planned import KIND
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.plan_outcome import PlanOutcome, plan_outcome
from service.web.forms.questions import answers, questions
from service.web.offered import offered
from service.web.page import Answer, Go, Page, Shown
from service.web.reading import read_child

if TYPE_CHECKING:
    from service.web.visit import Visit

ASKED = (
    "risk",
    "response",
    "desired",
    "measure",
    "owner",
    "agency",
    "due",
    "contingency",
    "evidence",
)


def view(visit: Visit) -> Answer:
    """
    Show the form, or record the plan.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        choices = offered(session, read.told)
    by_name = {one.name: one for one in questions(KIND.content)}
    asked = [by_name[name] for name in ASKED]
    errors: dict[str, str] = {}
    if visit.posting:
        content = answers(asked, visit.form)
        if "owner" in content:
            content["owner"] = choices.practitioner(content["owner"])
        try:
            with visit.throughline.writing() as session:
                outcome = plan_outcome(
                    session,
                    visit.who,
                    PlanOutcome(
                        child=visit.child,
                        content=content,
                        key=visit.key,
                    ),
                )
            return Go(to=visit.url("outcome", outcome=outcome), said="Planned.")
        except ActionRefused as refused:
            errors = {q.name: refused.fields[q.name] for q in asked if q.name in refused.fields}
            errors |= {k: v for k, v in refused.fields.items() if k not in errors}
    return Shown(
        values={
            "read": read,
            "questions": asked,
            "offered": choices,
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
    )


PAGE = Page(
    path="/children/<uuid:child>/plan-outcome",
    title="Plan an outcome",
    policy=Action.CHANGE_OUTCOME,
    what="form to plan an outcome",
    view=view,
    form=True,
    drafts=True,
)
