"""Ties two people around the child: a union, a separation, kinship, how they get on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.relate import Relate, relate
from service.web.forms.people import id_of
from service.web.forms.ties import DATES, tie_answers
from service.web.offered import offered
from service.web.page import Answer, Go, Page, Shown
from service.web.reading import read_around
from service.web.tie_words import WORDS

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Ask which two, what the first is to the second, and from when to when.
    """
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            _tied(visit)
            return Go(to=visit.url("family", anchor="between"), said="Recorded.")
        except ActionRefused as refused:
            errors = refused.fields
    with visit.throughline.reading() as session:
        read = read_around(session, visit.who, visit.child)
        people = offered(session, read.told).people
    return Shown(
        values={
            "child_name": read.child.name if read.child else "",
            "people": {id_: said for id_, said in people.items() if id_ != str(visit.child)},
            "words": WORDS,
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
            "day_boxes": DATES,
        },
        errors=errors,
    )


def _tied(visit: Visit) -> None:
    wrong: dict[str, str] = {}
    one, other = id_of(visit.text("person")), id_of(visit.text("to"))
    if one is None:
        wrong["person"] = "Choose the first of the two"
    if other is None:
        wrong["to"] = "Choose the second of the two"
    content = {}
    try:
        content = tie_answers(visit.form)
    except ActionRefused as refused:
        wrong |= refused.fields
    if wrong or one is None:
        raise ActionRefused(wrong)
    with visit.throughline.writing() as session:
        wish = Relate(child=visit.child, person=one, to=other, content=content, key=visit.key)
        relate(session, visit.who, wish)


PAGE = Page(
    path="/children/<uuid:child>/people/tie",
    title="Tie two people to one another",
    policy=Action.RECORD,
    what="form to tie two people",
    view=view,
    form=True,
)
