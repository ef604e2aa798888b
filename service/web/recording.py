"""Reads a sent form as an entry of its kind and records it; every form comes through here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from events.errors import ContentRefused
from events.vocabulary import KINDS
from projections.chronology.followed_up import to_follow_up
from service.actions.attach import Attach, attach
from service.actions.errors import ActionRefused
from service.actions.owe_follow_up import follow_up_of, owe_follow_up
from service.actions.record_account import record_account
from service.actions.record_event import RecordEvent
from service.web import drafting
from service.web.forms import people as asked_people
from service.web.forms.files import sent_files
from service.web.forms.questions import answers
from service.web.forms.when import DateUnclear, iso_day, when
from service.web.page import Go

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.occurred import Occurred
    from events.recorded_event import Subject
    from service.attachments.received import Received
    from service.web.forms.questions import Question
    from service.web.offered import Offered
    from service.web.visit import Visit

DAY_BOXES = ("occurred", "learned_on")


def record(
    page: str,
    visit: Visit,
    kind: str,
    asked: Sequence[Question],
    choices: Offered,
    people: tuple[Subject, ...],
) -> str:
    """
    Record what a form says and return the entry's number; the form's draft goes with it.

    Raises:
        ActionRefused: Every field that will not do, each with its fix; nothing was recorded.
    """
    occurred, learned_on, files, wrong = _beside_the_answers(visit)
    content = answers(list(asked), visit.form)
    for question in asked:
        if question.shown_as == "practitioner" and question.name in content:
            content[question.name] = choices.practitioner(content[question.name])
    if occurred is None:
        raise ActionRefused(wrong | _of_content(kind, content))
    with visit.throughline.writing() as session:
        try:
            recorded = record_account(
                session,
                visit.who,
                RecordEvent(
                    child=visit.child,
                    kind=kind,
                    occurred=occurred,
                    content=content,
                    key=visit.key,
                    people=people,
                    new_people=asked_people.added(visit.form),
                    learned_on=learned_on,
                ),
                visit.text("same"),
            )
        except ActionRefused as refused:
            if not wrong:
                raise
            raise ActionRefused(wrong | refused.fields) from None
        if wrong:
            raise ActionRefused(wrong)
        entry = recorded.events[0].entry_id
        if to_follow_up(kind, content) and not recorded.already:
            # With the entry and not with the next form: whoever leaves that owes it all the same.
            about = str(content.get("about", ""))
            owe_follow_up(session, visit.who, visit.child, entry=entry, about=about, key=visit.key)
        for number, file in enumerate(files):
            key = f"{visit.key}/attachment/{number}"
            attach(session, visit.who, Attach(child=visit.child, entry=entry, file=file, key=key))
        drafting.recorded(page, visit, session)
    return entry


def _beside_the_answers(
    visit: Visit,
) -> tuple[Occurred | None, date | None, list[Received], dict[str, str]]:
    """
    Return when it was, when it was learned and the files that came with it, and what is wrong.
    """
    wrong: dict[str, str] = {}
    occurred: Occurred | None = None
    learned_on: date | None = None
    files: list[Received] = []
    try:
        occurred = when(visit.form)
    except DateUnclear as unclear:
        wrong["occurred"] = str(unclear)
    try:
        learned_on = _learned_on(visit)
    except DateUnclear as unclear:
        wrong["learned_on"] = str(unclear)
    try:
        files = sent_files(visit)
    except ActionRefused as refused:
        wrong |= refused.fields
    return occurred, learned_on, files, wrong


def go_on(visit: Visit, kind: str, entry: str) -> Go:
    """
    Return where one comes to who has recorded an entry: where it is to be followed up, by whom.
    """
    if not to_follow_up(kind, visit.form):
        return Go(to=visit.url("child", anchor=f"e{entry}"), said=f"Recorded as entry {entry}.")
    said = (
        f"Recorded as entry {entry}. You are asked to follow it up by the next working day. "
        "Is it somebody else, or another day? Say so here."
    )
    return Go(to=visit.url("move_outcome", outcome=follow_up_of(visit.key)), said=said)


def in_order(wrong: dict[str, str], asked: Sequence[Question]) -> dict[str, str]:
    """
    Return what is wrong in the order of the form.
    """
    order = ["same", "occurred", "learned_on", *(q.name for q in asked), "people", "new_people"]
    known = {name: wrong[name] for name in order if name in wrong}
    return known | {name.split(".")[0]: said for name, said in wrong.items() if name not in known}


def _learned_on(visit: Visit) -> date | None:
    text = iso_day(visit.form, "learned_on")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = "Give a real date, such as 27 3 2026"
        raise DateUnclear(message) from None


def _of_content(kind: str, content: dict[str, Any]) -> dict[str, str]:
    try:
        KINDS[kind].read(kind, content)
    except ContentRefused as refused:
        return {field: " ".join(said) for field, said in refused.fields.items()}
    return {}
