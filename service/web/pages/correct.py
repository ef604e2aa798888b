"""Corrects an entry: the new text beside the old, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from events.kind import By
from events.roles import ROLES
from service.access.policy import Action
from service.actions.correct_entry import CorrectEntry, correct_entry
from service.actions.errors import ActionRefused, EntryMoved
from service.web import drafting
from service.web.forms import people
from service.web.forms import when as dates
from service.web.forms.people import id_of
from service.web.forms.questions import answers, filled, questions, untouched
from service.web.not_saved_words import MOVED
from service.web.offered import offered
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.plans import outcome_words, to_choose
from service.web.reading import told_to
from service.web.standing_of import of_the_entry

if TYPE_CHECKING:
    from events.occurred import Occurred
    from events.recorded_event import Subject
    from projections.child_record import ChildRecord
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.web.forms.questions import Question
    from service.web.offered import Family, Offered
    from service.web.visit import Visit
    from service.wiring import Session


def view(visit: Visit) -> Answer:
    """
    Show the entry's own form filled with what it says now, or record the correction.
    """
    with visit.throughline.reading() as session:
        whole = session.record(visit.child)
        told = told_to(session, visit.who, whole)
        entry = told.entry(str(visit.path["entry"]))
        if entry is None or entry.withheld or (not entry.stands and not visit.posting):
            return Missing()
        choices = _choices(session, visit.who, told, whole, entry)
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
            errors = {"correction-reason": MOVED}
    values = visit.form
    if not visit.posting and visit.draft is None:
        values = filled(asked, entry.content, choices)
        values.update(dates.filled(entry.occurred))
        values.update(people.in_boxes(_others(entry)))
    return Shown(
        values={
            "entry": entry,
            "child_name": told.child.name if told.child else "",
            "questions": asked,
            "offered": choices,
            "pickable": _pickable(visit, entry, choices),
            "parts": _parts(entry),
            "new_rows": range(people.NEW_ROWS),
            "values": values,
            "version": visit.form.get("version") or version,
            "key": visit.form.get("key") or str(uuid4()),
            "day_boxes": ["occurred", *(q.name for q in asked if q.shown_as in {"day", "moment"})],
        },
        errors=errors,
        title=f"Correct entry {entry.id}",
    )


def _choices(
    session: Session, reader: Reader, told: Chronology, whole: ChildRecord, entry: Entry
) -> Offered:
    """
    Return what the form can offer, with whoever and whatever the entry names already.
    """
    outcomes, people = {}, {}
    asked = questions(entry.kind_declared.content)
    for question in asked:
        said = entry.content.get(question.name)
        if not said:
            continue
        match question.shown_as:
            case "outcome":
                outcomes[said] = outcome_words(session, reader, whole, said)
            case "person" | "people":
                for one in [said] if isinstance(said, str) else said:
                    who = id_of(one)
                    found = told.people.get(who) if who else None
                    people[one] = found.name if found else "somebody who is not in this record"
            case _:
                pass
    return offered(session, told, to_choose(session, reader, whole, asked)).also(people, outcomes)


def _others(entry: Entry) -> tuple[Subject, ...]:
    """
    Return who was in it beside the children whom it is about.
    """
    return tuple(one for one in entry.event.subjects if one.role != "child")


def _pickable(visit: Visit, entry: Entry, choices: Offered) -> tuple[Family, ...]:
    """
    Return whose part in it can be corrected: whose entry it is stays, or is struck out.
    """
    if entry.kind_declared.by is not By.FORM:
        return ()
    left = {*entry.children, visit.child}
    return tuple(one for one in choices.family if one.id not in left)


def _parts(entry: Entry) -> dict[str, str]:
    """
    Return what anybody can have been in it, with what an import said that no form offers.
    """
    said = {one.role: ROLES.get(one.role, one.role) for one in _others(entry)}
    return people.parts(entry.kind_declared) | said


def _corrected(visit: Visit, entry: Entry, asked: list[Question], choices: Offered) -> None:
    wrong: dict[str, str] = {}
    occurred: Occurred | None = None
    try:
        occurred = dates.corrected(visit.form, entry.occurred)
    except dates.DateUnclear as unclear:
        wrong["occurred"] = str(unclear)
    was, pickable = _others(entry), _pickable(visit, entry, choices)
    content = answers(asked, visit.form)
    for question in asked:
        if question.shown_as == "practitioner" and question.name in content:
            content[question.name] = choices.practitioner(content[question.name])
    content |= untouched(asked, entry.content, choices, visit.form)
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
                    people=people.corrected(visit.form, pickable, was),
                    new_people=people.added(visit.form),
                    reason=visit.text("correction-reason"),
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
