"""Plans an outcome: nothing is saved that lacks a risk, a response, an owner or a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from events.kinds.outcome_planned import KIND
from projections.chronology.followed_up import to_follow_up
from service.access.people import People
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.plan_outcome import PlanOutcome, plan_outcome
from service.web.forms.questions import answers, questions
from service.web.offered import offered
from service.web.page import Answer, Go, Page, Shown
from service.web.reading import read_child

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from service.web.offered import Offered
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
_WHO_AND_WHEN = ("owner", "agency", "due")
_NOBODY_OF_THAT_NAME = (
    "No single person of the owner’s name has a sign-in here, so nobody will be reminded."
)
"""It goes into a cookie with the answer, so that it names nobody."""


def view(visit: Visit) -> Answer:
    """
    Show the form, or record the plan.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        choices = offered(session, read.told)
    by_name = {one.name: one for one in questions(KIND.content)}
    follows = _followed(read.told.entry(visit.asked("evidence")))
    # Of a call that is to be followed up nobody asks more than who does it, and by when.
    order = dict.fromkeys((*_WHO_AND_WHEN, *ASKED)) if follows else ASKED
    asked = [by_name[name] for name in order]
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
                known = People(session.connection).person(str(content.get("owner", "")))
            said = "Planned." if known else f"Planned. {_NOBODY_OF_THAT_NAME}"
            return Go(to=visit.url("outcome", outcome=outcome), said=said)
        except ActionRefused as refused:
            errors = {q.name: refused.fields[q.name] for q in asked if q.name in refused.fields}
            errors |= {k: v for k, v in refused.fields.items() if k not in errors}
    return Shown(
        values={
            "read": read,
            "questions": asked,
            "offered": choices,
            "follows": follows,
            "values": _begun(visit, follows, choices)
            if follows and not visit.posting and visit.draft is None
            else visit.form,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
        title="Who follows it up?" if follows else "",
    )


def _followed(entry: Entry | None) -> Entry | None:
    """
    Return the entry that a link names, where it is one to be followed up.
    """
    if entry is None or not entry.stands or entry.withheld:
        return None
    return entry if to_follow_up(entry.kind, entry.content) else None


def _begun(visit: Visit, entry: Entry, choices: Offered) -> dict[str, Any]:
    """
    Begin the plan with what the entry says; whoever records it offers to do it themselves.
    """
    return {
        "owner": choices.practitioner_words(str(visit.user)),
        "agency": visit.who.agency,
        "risk": entry.content.get("about", ""),
        "response": f"Follow up entry {entry.id}.",
        "desired": "What was raised has been looked into.",
        "measure": "An entry that says what was found out and what was done.",
        "evidence": entry.id,
    }


PAGE = Page(
    path="/children/<uuid:child>/plan-outcome",
    title="Plan an outcome",
    policy=Action.CHANGE_OUTCOME,
    what="form to plan an outcome",
    view=view,
    form=True,
    drafts=True,
)
