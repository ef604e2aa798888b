"""A form for every kind of event, made from the kind's own declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from werkzeug.datastructures import MultiDict

from events.kind import By
from events.vocabulary import KINDS
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.record_account import MayBeToldAlready
from service.web.forms import people
from service.web.forms.files import asked_files
from service.web.forms.questions import of_kind
from service.web.offered import offered
from service.web.page import Answer, Missing, Page, Shown
from service.web.plans import to_choose
from service.web.reading import told_to
from service.web.recording import DAY_BOXES, go_on, in_order, record

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show the form, or record what it says; what was typed comes back with every error.
    """
    name = visit.path["kind"]
    kind = KINDS.get(name)
    if kind is None or kind.by is not By.FORM:
        return Missing()
    own, shared = of_kind(kind)
    asked = [*own, *shared]
    with visit.throughline.reading() as session:
        whole = session.record(visit.child)
        told = told_to(session, visit.who, whole)
        choices = offered(session, told, to_choose(session, visit.who, whole, asked))
    errors: dict[str, str] = {}
    likely: tuple[Entry, ...] = ()
    if visit.posting:
        family = [one for one in choices.family if one.id != visit.child]
        try:
            entry = record("record", visit, name, asked, choices, people.picked(visit.form, family))
            return go_on(visit, name, entry)
        except MayBeToldAlready as refused:
            errors, likely = dict(refused.fields), refused.entries
        except ActionRefused as refused:
            errors = in_order(refused.fields, asked)
    return Shown(
        values={
            "kind": kind,
            "child_name": told.child.name if told.child else "",
            "own": own,
            "shared": shared,
            "files": asked_files(visit),
            "offered": choices,
            "pickable": [one for one in choices.family if one.id != visit.child],
            "parts": people.parts(kind),
            "new_rows": range(people.NEW_ROWS),
            "likely": likely,
            "values": visit.form if visit.posting or visit.draft else _cited(visit),
            "key": visit.form.get("key") or str(uuid4()),
            "day_boxes": [*DAY_BOXES, *(q.name for q in asked if q.shown_as in {"day", "moment"})],
        },
        errors=errors,
        title=f"Record: {kind.label}",
    )


def _cited(visit: Visit) -> MultiDict[str, str]:
    """
    Return the entries that a link to this form already names; nothing else comes by address.
    """
    named = {name: visit.asked(name) for name in ("cites", "through", "pack")}
    return MultiDict({name: number for name, number in named.items() if number.isdigit()})


PAGE = Page(
    path="/children/<uuid:child>/record/<kind>",
    title="Record an event",
    policy=Action.RECORD,
    what="form to record an event",
    view=view,
    form=True,
    drafts=True,
    files=True,
)
