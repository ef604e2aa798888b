"""Corrects an entry: the new text beside the old, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from service.access.policy import Action
from service.actions.correct_entry import CorrectEntry, correct_entry
from service.actions.errors import ActionRefused, EntryMoved
from service.web import drafting
from service.web.forms import when as dates
from service.web.forms.questions import answers, filled, questions
from service.web.not_saved_words import MOVED
from service.web.offered import offered
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_child
from service.web.standing_of import of_the_entry

if TYPE_CHECKING:
    from events.occurred import Occurred
    from projections.chronology.entry import Entry
    from service.web.forms.questions import Question
    from service.web.offered import Offered
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show the entry's own form filled with what it says now, or record the correction.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        entry = read.told.entry(str(visit.path["entry"]))
        if entry is None or entry.withheld or (not entry.stands and not visit.posting):
            return Missing()
        choices = offered(session, read.told)
        version = session.log.stream(entry.event.stream)[-1].version
    asked = questions(entry.kind_declared.content)
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            _corrected(visit, entry, asked, choices)
            return Go(
                to=visit.url("entry", entry=int(entry.id)),
                said="Corrected. What it said before stays readable below.",
            )
        except ActionRefused as refused:
            errors = {name.split(".")[0]: said for name, said in refused.fields.items()}
        except EntryMoved:
            errors = {"reason": MOVED}
    values: Any = visit.form
    if not visit.posting and visit.draft is None:
        values = filled(asked, entry.content) | dates.filled(entry.occurred)
    return Shown(
        values={
            "entry": entry,
            "child_name": read.child.name if read.child else "",
            "questions": asked,
            "offered": choices,
            "values": values,
            "version": visit.form.get("version") or version,
            "key": visit.form.get("key") or str(uuid4()),
            "day_boxes": ["occurred", *(q.name for q in asked if q.shown_as == "day")],
        },
        errors=errors,
        title=f"Correct entry {entry.id}",
    )


def _corrected(visit: Visit, entry: Entry, asked: list[Question], choices: Offered) -> None:
    wrong: dict[str, str] = {}
    occurred: Occurred | None = None
    try:
        occurred = dates.when(visit.form)
    except dates.DateUnclear as unclear:
        wrong["occurred"] = str(unclear)
    content = answers(asked, visit.form)
    for question in asked:
        if question.shown_as == "practitioner" and question.name in content:
            content[question.name] = choices.practitioner(content[question.name])
    with visit.throughline.writing() as session:
        try:
            correct_entry(
                session,
                visit.who,
                CorrectEntry(
                    child=visit.child,
                    entry=entry.id,
                    content=content,
                    occurred=occurred,
                    reason=visit.text("reason"),
                    decided_on=visit.decided_on or 0,
                    key=visit.key,
                ),
            )
            drafting.recorded("correct", visit, session)
        except ActionRefused as refused:
            raise ActionRefused(wrong | refused.fields) from None
        if wrong:
            raise ActionRefused(wrong)


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>/correct",
    title="Correct an entry",
    policy=Action.CHANGE_ENTRY,
    what="form to correct entry",
    standing=of_the_entry,
    view=view,
    form=True,
    drafts=True,
)
