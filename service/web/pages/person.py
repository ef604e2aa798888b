"""One person around the child: every name and number, who they may be, and their past elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from events.kinds.birth_date_recorded import CERTAINTY
from events.kinds.identifier_recorded import SORTS as NUMBERS
from events.kinds.name_recorded import SORTS as NAMES
from events.kinds.persons_may_match import AGREES, DIFFERS
from events.vocabulary import kind_called
from projections.around.restrictions import restrictions
from projections.chronology.beside import first_to_learn, tells_of
from projections.chronology.learned import agency_learned_roughly
from projections.people.between import ties_between
from service.access.access_log import record_read
from service.access.enforce import closed_to, standing
from service.access.errors import AccountRefused
from service.access.history_openings import BASES, history_open, open_history
from service.access.policy import Action, Allow, decide
from service.actions.describe_person import DescribePerson, describe_person
from service.actions.errors import ActionRefused
from service.clocks import NOW
from service.telling.one_person import read_person
from service.web.around import recorded_ties
from service.web.choosing import clocks_asked
from service.web.forms.ties import DATES, tie_answers
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.tie_words import WORDS

if TYPE_CHECKING:
    from service.web.visit import Visit

WAS = {
    "child": "As a child",
    "parent or carer": "As parent or carer",
    "harming": "Said to have harmed",
    "harmed": "Harmed",
    "law": "Police and law",
    "named": "Named",
}
_FIELDS = {
    "name_recorded": ("name", "type", "source"),
    "birth_date_recorded": ("date_of_birth", "certainty", "source"),
    "identifier_recorded": ("type", "value"),
    "home_recorded": ("address", "protected", "source"),
}


def view(visit: Visit) -> Answer:
    """
    Show somebody; their past across families once basis and purpose are written.
    """
    person = visit.path["person"]
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            said = _done(visit, person)
            return Go(to=visit.url("person", person=person), said=said)
        except (ActionRefused, AccountRefused) as refused:
            errors = dict(refused.fields)
    # A form on this page has a box that is called like one of the clocks.
    clocks, wrong = (NOW, {}) if visit.posting else clocks_asked(visit)
    with visit.throughline.reading() as session:
        read = read_person(session, visit.who, visit.child, person, clocks=clocks)
        if read is None:
            return Missing()
        how = standing(session.connection, visit.who, visit.child, session.now)
        closed = closed_to(session.connection, visit.who, read.told, session.now)
        opened = history_open(
            session.connection,
            user=visit.user,
            child=visit.child,
            person=read.person.id,
            now=session.now,
        )
        today = clocks.day(session.today)
    elsewhere = bool(read.past and read.past.items) or bool(read.withheld)
    if opened is not None and elsewhere:
        with visit.throughline.writing() as session:
            record_read(
                session.connection,
                who=visit.who.actor,
                child=visit.child,
                what=f"past of person {read.person.id}",
                now=session.now,
                why=opened.basis,
                words=opened.purpose,
            )
    return Shown(
        values={
            "read": read,
            "clocks": clocks,
            "clocks_wrong": wrong,
            "person": read.person,
            "child": read.told.child,
            "opened": opened,
            "elsewhere": elsewhere,
            "learned": [
                (agency, on, read.told.entry(event.entry_id), event)
                for agency, on, event in first_to_learn(tells_of(read.told, read.person.id))
            ],
            "roughly": agency_learned_roughly,
            "said": lambda event: kind_called(event.kind).sentence(event.content),
            "bases": BASES,
            "was": WAS,
            "agrees": AGREES,
            "differs": DIFFERS,
            "names": NAMES,
            "numbers": NUMBERS,
            "certainties": CERTAINTY,
            "today": today,
            "words": WORDS,
            "between": [
                (tie, read.told.people[tie.one], read.told.people[tie.other])
                for tie in ties_between(read.told.record.events)
                if read.person.id in tie.persons
                and tie.persons <= read.told.people.keys()
                and not closed.issuperset(tie.children)
            ],
            "recorded_ties": recorded_ties(read.told),
            "restrictions": [
                one
                for one in restrictions(read.told)
                if read.person.id in {*one.bound, *one.protects}
            ],
            "may_record": isinstance(decide(visit.who, Action.RECORD, how), Allow),
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
            "day_boxes": DATES,
            "doing": visit.text("do"),
        },
        errors=errors,
        title=read.person.name,
    )


def _done(visit: Visit, person: UUID) -> str:
    with visit.throughline.writing() as session:
        read = read_person(session, visit.who, visit.child, person)
        if read is None:
            raise ActionRefused({"person": "Choose somebody of this child's record"})
        if visit.text("do") == "open":
            open_history(
                session.connection,
                user=visit.user,
                child=visit.child,
                person=read.person.id,
                basis=visit.text("basis"),
                purpose=visit.text("purpose"),
                now=session.now,
            )
            return "Opened. Basis and purpose are in the access log."
        how = standing(session.connection, visit.who, visit.child, session.now)
        if not isinstance(decide(visit.who, Action.RECORD, how), Allow):
            raise ActionRefused({"kind": "You may read this record and not add to it"})
        kind = visit.text("do")
        content: dict[str, Any] = {
            field: text
            for field in _FIELDS.get(kind, ())
            if (text := visit.text(f"{kind}-{field}") or visit.text(field))
        }
        try:
            if kind == "home_recorded":
                content |= tie_answers(visit.form, ())
            describe_person(
                session,
                visit.who,
                DescribePerson(
                    person=person,
                    kind=kind,
                    content=content,
                    key=visit.key,
                ),
            )
        except ActionRefused as refused:
            raise ActionRefused(
                {
                    field if field in DATES else f"{kind}-{field}": said
                    for field, said in refused.fields.items()
                }
            ) from None
    return "Recorded. What was known before stays."


PAGE = Page(
    path="/children/<uuid:child>/people/<uuid:person>",
    title="Person",
    policy=Action.READ,
    what="person around the child",
    view=view,
    form=True,
)
