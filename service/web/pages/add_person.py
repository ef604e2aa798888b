"""Adds somebody around the child: listed already or new, named, described, or not yet born."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from events.kinds.birth_date_recorded import CERTAINTY as BIRTH_CERTAINTY
from projections.stored.matches import matches_of
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from service.web.forms.people import id_of
from service.web.forms.ties import DATES, tie_answers
from service.web.offered import offered
from service.web.page import Answer, Go, Page, Shown
from service.web.reading import read_around
from service.web.tie_words import WORDS

if TYPE_CHECKING:
    from service.web.visit import Visit

SORTS = {
    "adult": "Adult",
    "child": "Child",
    "unborn": "Child not yet born",
    "professional": "Practitioner",
}
_OF_PERSON = (
    "name",
    "kind_of_person",
    "sex",
    "date_of_birth",
    "dob_certainty",
    "expected_date_of_birth",
)


def view(visit: Visit) -> Answer:
    """
    Ask who it is and what they are to the child; whoever is like somebody in the record is asked
    about at once.
    """
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            person = _added(visit)
            with visit.throughline.reading() as session:
                waits = any(match.waits for match in matches_of(session.connection, person))
            if waits:
                return Go(
                    to=visit.url("person", person=person, anchor="one-or-two"),
                    said="Recorded. The record holds somebody like this already: one person or "
                    "two? Nobody is made one until you or a colleague decides.",
                )
            return Go(to=visit.url("family"), said="Recorded.")
        except ActionRefused as refused:
            errors = refused.fields
    with visit.throughline.reading() as session:
        read = read_around(session, visit.who, visit.child)
        people = offered(session, read.told).people
    return Shown(
        values={
            "child_name": read.child.name if read.child else "",
            "people": {id_: said for id_, said in people.items() if id_ != str(visit.child)},
            "sorts": SORTS,
            "certainties": BIRTH_CERTAINTY,
            "words": WORDS,
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
            "day_boxes": DATES,
        },
        errors=errors,
    )


def _added(visit: Visit) -> UUID:
    wrong: dict[str, str] = {}
    content: dict[str, object] = {}
    try:
        content = tie_answers(visit.form)
    except ActionRefused as refused:
        wrong = refused.fields
    with visit.throughline.writing() as session:
        person = id_of(visit.text("person"))
        try:
            if person is None:
                said = {name: visit.text(name) for name in _OF_PERSON if visit.text(name)}
                described = visit.text("described") == "yes"
                said |= {"known_by_description": "yes" if described else "no"}
                said.setdefault("kind_of_person", "adult")
                person = register_person(
                    session, visit.who, RegisterPerson(content=said, key=f"{visit.key}/person")
                )
        except ActionRefused as refused:
            raise ActionRefused(refused.fields | wrong | _unsaid(content)) from None
        if wrong:
            raise ActionRefused(wrong)
        relate(
            session,
            visit.who,
            Relate(child=visit.child, person=person, content=content, key=visit.key),
        )
        return person


def _unsaid(content: dict[str, object]) -> dict[str, str]:
    # All that is missing is said at once, and not one thing a time.
    return {} if content.get("relation") else {"relation": "Say what they are to the child"}


PAGE = Page(
    path="/children/<uuid:child>/people/add",
    title="Add somebody around the child",
    policy=Action.RECORD,
    what="form to add somebody around the child",
    view=view,
    form=True,
)
