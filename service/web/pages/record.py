"""A form for every kind of event, made from the kind's own declaration."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from events.errors import ContentRefused
from events.kind import By, EventKind
from events.vocabulary import KINDS
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.record_event import RecordEvent, record_event
from service.web.forms import people
from service.web.forms.questions import Question, answers, iso_day, of_kind
from service.web.forms.when import DateUnclear, when
from service.web.offered import Offered, offered
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.plans import open_outcomes
from service.web.reading import read_child

if TYPE_CHECKING:
    from service.web.visit import Visit

DAY_BOXES = ("occurred", "learned_on")


def view(visit: Visit) -> Answer:
    """
    Show the form, or record what it says; what was typed comes back with every error.
    """
    kind = KINDS.get(visit.path["kind"])
    if kind is None or kind.by is not By.FORM:
        return Missing()
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        choices = offered(session, read.told, open_outcomes(session, read.whole))
    own, shared = of_kind(kind)
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            entry = _recorded(visit, kind, [*own, *shared], choices)
        except ActionRefused as refused:
            errors = _in_order(refused.fields, [*own, *shared])
        else:
            return Go(
                to=visit.url("child", anchor=f"e{entry}"),
                said=f"Recorded as entry {entry}.",
            )
    return Shown(
        values={
            "kind": kind,
            "child_name": read.child.name if read.child else "",
            "own": own,
            "shared": shared,
            "offered": choices,
            "parts": people.parts(kind),
            "new_rows": range(people.NEW_ROWS),
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
            "day_boxes": [*DAY_BOXES, *(q.name for q in [*own, *shared] if q.shown_as == "day")],
        },
        errors=errors,
        title=f"Record: {kind.label}",
    )


def _recorded(visit: Visit, kind: EventKind, asked: list[Question], choices: Offered) -> str:
    wrong: dict[str, str] = {}
    try:
        occurred = when(visit.form)
    except DateUnclear as unclear:
        wrong["occurred"] = str(unclear)
        occurred = None
    try:
        learned_on = _learned_on(visit)
    except DateUnclear as unclear:
        wrong["learned_on"] = str(unclear)
        learned_on = None
    content = answers(asked, visit.form)
    for question in asked:
        if question.shown_as == "practitioner" and question.name in content:
            content[question.name] = choices.practitioner(content[question.name])
    if occurred is None:
        raise ActionRefused(wrong | _of_content(kind, visit.path["kind"], content))
    with visit.throughline.writing() as session:
        try:
            recorded = record_event(
                session,
                visit.who,
                RecordEvent(
                    child=visit.child,
                    kind=visit.path["kind"],
                    occurred=occurred,
                    content=content,
                    key=f"form/{visit.user}/{visit.text('key')}",
                    people=people.picked(
                        visit.form, [one for one in choices.family if one.id != visit.child]
                    ),
                    new_people=people.added(visit.form),
                    learned_on=learned_on,
                ),
            )
        except ActionRefused as refused:
            raise ActionRefused(wrong | refused.fields) from None
        if wrong:
            raise ActionRefused(wrong)
    return recorded.events[0].entry_id


def _learned_on(visit: Visit) -> date | None:
    text = iso_day(visit.form, "learned_on")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = "Give a real date, such as 27 3 2026"
        raise DateUnclear(message) from None


def _of_content(kind: EventKind, name: str, content: dict[str, Any]) -> dict[str, str]:
    try:
        kind.read(name, content)
    except ContentRefused as refused:
        return {field: " ".join(said) for field, said in refused.fields.items()}
    return {}


def _in_order(wrong: dict[str, str], asked: list[Question]) -> dict[str, str]:
    order = ["occurred", "learned_on", *(q.name for q in asked), "people", "new_people"]
    known = {name: wrong[name] for name in order if name in wrong}
    return known | {name.split(".")[0]: said for name, said in wrong.items() if name not in known}


PAGE = Page(
    path="/children/<uuid:child>/record/<kind>",
    title="Record an event",
    policy=Action.RECORD,
    what="form to record an event",
    view=view,
    form=True,
)
