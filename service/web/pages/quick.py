"""Quick entry: one box for what comes most often, and little else; a telephone call in a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from werkzeug.datastructures import MultiDict

from events.clock import CIVIL
from events.kind import By
from events.recorded_event import Subject
from events.vocabulary import KINDS
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.record_account import MayBeToldAlready
from service.drafts.drafts import Form, keep, kept
from service.web.drafting import AFRESH, GO_ON, KIND, typed
from service.web.forms.people import id_of
from service.web.forms.quick import EVERY_NAME, NAMED, QUICK
from service.web.offered import offered
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_around
from service.web.recording import DAY_BOXES, go_on, in_order, record

if TYPE_CHECKING:
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from service.web.forms.quick import Quick
    from service.web.offered import Family
    from service.web.visit import Visit

MOST_PEOPLE = 8
PRESET_TIME = "preset-time"
INJURY = "injury_observed"
SWITCH, FROM = "switch", "start"
"""What the buttons are called that change the kind, and that answer what is always the same."""


def view(visit: Visit) -> Answer:
    """
    Show the quick form, record what it says, or go on with it in the full form.
    """
    name = visit.form.get(SWITCH) or visit.form.get(KIND) or visit.asked(KIND) or next(iter(QUICK))
    quick = QUICK.get(name)
    if quick is None or KINDS[name].by is not By.FORM:
        return Missing()
    with visit.throughline.reading() as session:
        told = read_around(session, visit.who, visit.child).told
        choices = offered(session, told)
    family = _recent(told, [one for one in choices.family if one.id != visit.child])
    if visit.posting and "more" in visit.form:
        return _go_on(visit, quick, family)
    if visit.draft is not None and not visit.asked(GO_ON) and quick.begun(visit.form):
        return _ask_first(visit, quick, told)
    errors: dict[str, str] = {}
    likely: tuple[Entry, ...] = ()
    asked = [quick.box, *quick.asked]
    part = _part(visit, quick)
    if visit.posting and not {SWITCH, FROM} & set(visit.form):
        there = tuple(
            Subject(person=one.id, role=part)
            for one in family
            if str(one.id) in visit.form.getlist("there")
        )
        try:
            entry = record("quick", visit, name, asked, choices, there)
            if "injury" in visit.form:
                return _injury(visit, entry)
            return go_on(visit, name, entry)
        except MayBeToldAlready as refused:
            errors, likely = dict(refused.fields), refused.entries
        except ActionRefused as refused:
            errors = in_order(refused.fields, asked)
    return Shown(
        values={
            "quick": quick,
            "ask_first": False,
            "every": list(QUICK.values()),
            "child_name": told.child.name if told.child else "",
            "family": {str(one.id): _named(one) for one in family[:MOST_PEOPLE]},
            "more_people": len(family) > MOST_PEOPLE,
            "offered": choices,
            "likely": likely,
            "values": (values := _filled(visit, quick)),
            "preset_time": values.get(PRESET_TIME, ""),
            "carried": _carried(visit, quick),
            "picked": visit.form.getlist("there"),
            "key": visit.form.get("key") or str(uuid4()),
            "day_boxes": DAY_BOXES,
        },
        errors=errors,
        title=f"Quick entry: {quick.words}",
    )


def _ask_first(visit: Visit, quick: Quick, told: Chronology) -> Shown:
    """
    Ask what becomes of an older call's draft, before a new call is typed into it.
    """
    return Shown(
        values={
            "quick": quick,
            "ask_first": True,
            "child_name": told.child.name if told.child else "",
            "typed": visit.text(quick.box.name),
            "go_on": {GO_ON: "yes"},
            "afresh": AFRESH,
        },
        title=f"Quick entry: {quick.words}",
    )


def _filled(visit: Visit, quick: Quick) -> MultiDict[str, str]:
    """
    Return what is typed, with the answers of the template that was chosen; else begin with now.
    """
    if visit.posting or quick.begun(visit.form):
        typed_in = quick.started(visit.text(FROM), visit.form)
        if quick.now or typed_in.get("occurred-time") != typed_in.get(PRESET_TIME):
            return typed_in
        # Nobody typed it: it is when the form for a call was opened, and not when a visit was.
        every = typed_in.items(multi=True)
        return MultiDict([one for one in every if one[0] not in {"occurred-time", PRESET_TIME}])
    now = visit.throughline.clock.now().astimezone(CIVIL)
    day = {
        "occurred-day": str(now.day),
        "occurred-month": str(now.month),
        "occurred-year": str(now.year),
    }
    at = f"{now:%H:%M}"
    return MultiDict(day | ({"occurred-time": at, PRESET_TIME: at} if quick.now else {}))


def _carried(visit: Visit, quick: Quick) -> list[tuple[str, str]]:
    """
    Return what was typed under another kind and is not asked here: it waits for a switch back.
    """
    shown = {quick.box.name, *(one.name for one in quick.asked)}
    return [
        (name, value)
        for name, value in visit.form.items(multi=True)
        if value and name in EVERY_NAME - shown
    ]


def _recent(told: Chronology, family: list[Family]) -> list[Family]:
    """
    Return the people of the family, those first who were named last.
    """
    last: dict[UUID, int] = {}
    for entry in told.entries:
        for person in entry.people():
            last[person] = max(last.get(person, 0), entry.event.position)
    return sorted(family, key=lambda one: -last.get(one.id, 0))


def _named(one: Family) -> str:
    return f"{one.name} ({one.relation})" if one.relation else one.name


def _part(visit: Visit, quick: Quick) -> str:
    """
    Return the part that those who are ticked had: without a choice, no more than being named.
    """
    said = visit.text("part")
    return said if said in quick.parts else NAMED


def _injury(visit: Visit, entry: str) -> Go:
    """
    Go on to the form of an injury with what the recorded call said of it and when.

    A draft of an injury that waits there already is not written over.
    """
    day = [one for one in typed(visit) if one[0].startswith("occurred-")]
    words = [("fact", visit.text("fact")), ("source", f"Entry {entry}"), ("source_how", "told")]
    where = Form(user=visit.user, child=visit.child, name=f"record/{INJURY}")
    with visit.throughline.writing() as session:
        if kept(session, where) is None:
            keep(session, where, [*words, *day])
    said = f"Recorded as entry {entry}. Record the injury itself here."
    return Go(to=visit.url("record", kind=INJURY), said=said)


def _go_on(visit: Visit, quick: Quick, family: list[Family]) -> Answer:
    ids = {one.id for one in family}
    there = [
        (f"person-{who}", _part(visit, quick))
        for who in visit.form.getlist("there")
        if id_of(who) in ids
    ]
    left = {
        "there",
        "part",
        "more",
        "same",
        PRESET_TIME,
        KIND,
        *(name for name, _ in _carried(visit, quick)),
    }
    said = [(name, value) for name, value in typed(visit) if name not in left]
    with visit.throughline.writing() as session:
        where = Form(user=visit.user, child=visit.child, name=f"record/{quick.kind}")
        keep(session, where, [*said, *there])
    return Go(to=visit.url("record", kind=quick.kind))


PAGE = Page(
    path="/children/<uuid:child>/quick",
    title="Quick entry",
    policy=Action.RECORD,
    what="form for quick entry",
    view=view,
    form=True,
    drafts=True,
)
