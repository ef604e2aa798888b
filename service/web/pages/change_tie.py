"""One tie as it stands: ended, corrected or struck out here; what it said stays readable."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from projections.people.tie_history import TieHistory, tie_history
from service.access.policy import Action
from service.actions.change_tie import ChangeTie, correct_tie, end_tie, strike_tie
from service.actions.errors import ActionRefused, EntryMoved
from service.web.forms.ties import DATES, tie_answers, tie_filled
from service.web.not_saved_words import MOVED
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_around
from service.web.tie_words import WORDS

if TYPE_CHECKING:
    from service.web.visit import Visit

_WAYS = {
    "end": "It has ended",
    "correct": "It was written wrongly: correct it",
    "strike": "It never was: strike it out",
}
_ENDING = ("how", "reason", "still_contact", "protective", "replaced", "source")


def view(visit: Visit) -> Answer:
    """
    Show what the tie says and has said, and record what becomes of it.
    """
    number = str(visit.path["entry"])
    with visit.throughline.reading() as session:
        read = read_around(session, visit.who, visit.child)
        told = tie_history(read.told.record.events, visit.child, number)
        if told is None:
            return Missing()
        version = session.log.stream(told.recorded.stream)[-1].version
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            return Go(to=visit.url("family"), said=_changed(visit, number))
        except ActionRefused as refused:
            errors = refused.fields
        except EntryMoved:
            errors = {"reason": MOVED}
    doing = visit.text("do") or visit.asked("do")
    return Shown(
        values={
            "told": told,
            "people": read.told.people,
            "child_name": read.child.name if read.child else "",
            "between": _between(told),
            "words": WORDS,
            "doing": doing if doing in _WAYS else "",
            "ways": _WAYS,
            "values": visit.form if visit.posting else _filled(told, doing),
            "version": visit.form.get("version") or version,
            "key": visit.form.get("key") or str(uuid4()),
            "day_boxes": DATES,
        },
        errors=errors,
    )


def _filled(told: TieHistory, doing: str) -> dict[str, str]:
    return tie_filled(told.content) if doing == "correct" else {}


def _between(told: TieHistory) -> bool:
    return bool(told.content.get("from_person") and told.content.get("to_person"))


def _changed(visit: Visit, number: str) -> str:
    wish = ChangeTie(
        child=visit.child, entry=number, key=visit.key, decided_on=visit.decided_on or 0
    )
    with visit.throughline.writing() as session:
        match visit.text("do"):
            case "end":
                content = tie_answers(visit.form, _ENDING)
                end_tie(session, visit.who, wish, content)
                return "Ended. That it was stays in the record, and so does the past it brings."
            case "correct":
                content = tie_answers(visit.form)
                correct_tie(session, visit.who, wish, content, visit.text("reason"))
                return "Corrected. History is read by it from the first day on, both ways."
            case "strike":
                strike_tie(session, visit.who, wish, visit.text("reason"))
                return "Struck out. Nobody's past is read by way of it any more."
            case _:
                raise ActionRefused({"do": "Choose what becomes of the tie"})


PAGE = Page(
    path="/children/<uuid:child>/people/ties/<int:entry>",
    title="Change a tie",
    policy=Action.RECORD,
    what="form to change tie",
    view=view,
    form=True,
)
