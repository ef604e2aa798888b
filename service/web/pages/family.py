"""The people around the child: who they are to the child, since when, and who is only described."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from markupsafe import Markup

from events.kinds.relationship_recorded import CERTAINTY, CLOSENESS
from projections.around.hidden import assessments, hidden
from projections.around.household import changes_naming, lived_there
from projections.around.restrictions import restrictions
from service.access.enforce import closed_to, standing
from service.access.policy import Action, Allow, decide
from service.actions.errors import ActionRefused
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from service.documents.genogram.drawn import genogram_svg
from service.documents.genogram.read_family import read_family
from service.documents.genogram.table import HEADINGS, table_of
from service.documents.lived_here import HEADINGS as STAY_HEADINGS
from service.documents.lived_here import lived_here, lived_here_svg
from service.web.forms.people import id_of
from service.web.forms.questions import iso_day
from service.web.page import Answer, Go, Page, Shown
from service.web.reading import read_child

if TYPE_CHECKING:
    from service.web.visit import Visit

DAY_BOXES = ("started", "ended")


def view(visit: Visit) -> Answer:
    """
    List everybody tied to the child; a form adds somebody, or another tie.
    """
    with visit.throughline.reading() as session:
        as_known = _day(visit.asked("known"))
        read = read_child(session, visit.who, visit.child, known=as_known)
        how = standing(session.connection, visit.who, visit.child, session.now)
        closed = closed_to(session.connection, visit.who, read.told, session.now)
    may_record = isinstance(decide(visit.who, Action.RECORD, how), Allow)
    errors: dict[str, str] = {}
    if visit.posting and may_record:
        try:
            _added(visit)
            return Go(to=visit.url("family"), said="Recorded.")
        except ActionRefused as refused:
            errors = refused.fields
    told = read.told
    known = [
        (tie, told.people[tie.person], changes_naming(told, tie.person))
        for tie in told.ties
        if tie.person in told.people
    ]
    on = _day(visit.asked("on")) or read.on
    drawn = read_family(told, on, closed=closed)
    stays = lived_here(told, on)
    return Shown(
        values={
            "read": read,
            "genogram": Markup(genogram_svg(drawn)),  # noqa: S704 - our own, every text escaped
            "genogram_headings": HEADINGS,
            "genogram_rows": table_of(drawn),
            "genogram_notes": drawn.notes,
            "strip": Markup(lived_here_svg(stays)),  # noqa: S704 - our own, every text escaped
            "strip_headings": STAY_HEADINGS,
            "stays": stays.stays,
            "known": known,
            "as_known": as_known,
            "on": on,
            "hidden": hidden(told),
            "assessments": assessments(told),
            "lived": [
                (one, told.people[one.person])
                for one in lived_there(told, on)
                if one.person in told.people
            ],
            "restrictions": restrictions(told),
            "certainty": CERTAINTY,
            "may_record": may_record,
            "people": {str(person.id): person.name for _, person, _ in known},
            "closeness": CLOSENESS,
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
            "day_boxes": DAY_BOXES,
        },
        errors=errors,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _added(visit: Visit) -> None:
    key = f"form/{visit.user}/{visit.text('key')}"
    content = {
        name: visit.text(name)
        for name in ("relation", "closeness", "certainty", "parental_responsibility", "source")
        if visit.text(name)
    }
    content |= {name: text for name in ("started", "ended") if (text := iso_day(visit.form, name))}
    with visit.throughline.writing() as session:
        person = id_of(visit.text("person"))
        if person is None:
            said = {
                "name": visit.text("name"),
                "kind_of_person": visit.text("kind_of_person") or "adult",
                "known_by_description": "yes" if visit.text("described") == "yes" else "no",
            }
            if visit.text("date_of_birth"):
                said["date_of_birth"] = visit.text("date_of_birth")
            person = register_person(
                session, visit.who, RegisterPerson(content=said, key=f"{key}/person")
            )
        relate(
            session,
            visit.who,
            Relate(child=visit.child, person=person, content=content, key=key),
        )


PAGE = Page(
    path="/children/<uuid:child>/people",
    title="People around the child",
    policy=Action.READ,
    what="people around the child",
    view=view,
    form=True,
)
