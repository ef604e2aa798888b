"""Two records side by side: one person or two, decided by whoever signs for it, and undone here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from events.kinds.persons_may_match import AGREES, DIFFERS
from projections.people.identity import links
from projections.people.matching import compare
from projections.people.person import born
from projections.stored.directory import listed
from projections.stored.finding import FoundPerson
from projections.stored.matches import facts_of
from service.access.open_homes import known_openly
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.link_persons import LinkPersons, PartPersons, link_persons, part_persons
from service.telling.found import around
from service.telling.one_person import read_person
from service.web.page import Answer, Go, Missing, Page, Shown

if TYPE_CHECKING:
    from projections.people.matching import Compared
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show what agrees and what differs, and record what somebody decides.
    """
    person, other = visit.path["person"], visit.path["other"]
    with visit.throughline.reading() as session:
        read = read_person(session, visit.who, visit.child, person)
        both = listed(session.connection, {person, other})
        known = facts_of(session.connection, {person, other})
        facts = {who: known_openly(session, each) for who, each in known.items()}
        known_around = {
            id_: around(session, visit.who, FoundPerson(person=one, by=""))
            for id_, one in both.items()
        }
        pair = frozenset({person, other})
        link = next((one for one in links(session.log.about(pair)) if one.persons == pair), None)
    # Only whom the record asks about, or has linked, is shown beside somebody of this child's.
    asked = read is not None and (
        link is not None or any(found.id == other for _, found in read.asked)
    )
    if read is None or not asked or len(both) < len(pair):
        return Missing()
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            said = _decided(visit, link.entry if link else "")
            return Go(to=visit.url("person", person=person), said=said)
        except ActionRefused as refused:
            errors = {
                {"agrees": "what_agrees"}.get(field, field): fix
                for field, fix in refused.fields.items()
            }
    compared = compare(facts[person], facts[other]) if person in facts and other in facts else None
    return Shown(
        values={
            "both": [both[person], both[other]],
            "facts": facts,
            "compared": compared,
            "agrees": AGREES,
            "differs": DIFFERS,
            "link": link,
            "known_around": known_around,
            "born": born,
            "values": visit.form if visit.posting else _as_compared(compared),
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
        title="Undo a link" if link else "One person or two?",
    )


def _as_compared(compared: Compared | None) -> dict[str, str]:
    """
    Return what agrees and differs as it was found, to be changed by whoever decides.
    """
    if compared is None:
        return {}
    return {
        "what_agrees": "; ".join(AGREES.get(one, one) for one in compared.agrees),
        "what_differs": "; ".join(DIFFERS.get(one, one) for one in compared.differs),
    }


def _decided(visit: Visit, link: str) -> str:
    person, other = visit.path["person"], visit.path["other"]
    reason = visit.text("reason")
    with visit.throughline.writing() as session:
        if link or visit.text("do") == "apart":
            part_persons(
                session,
                visit.who,
                PartPersons(person=person, other=other, reason=reason, key=visit.key, link=link),
            )
            return (
                "The link is undone. Every record is as it was before it."
                if link
                else "Two people. They are not suggested again."
            )
        if visit.text("do") != "link":
            raise ActionRefused({"do": "Choose one person or two"})
        link_persons(
            session,
            visit.who,
            LinkPersons(
                person=person,
                other=other,
                agrees=visit.text("what_agrees"),
                differs=visit.text("what_differs"),
                reason=reason,
                key=visit.key,
            ),
        )
    return "One person. Their past is read in each family from now on; this can be undone."


PAGE = Page(
    path="/children/<uuid:child>/people/<uuid:person>/same/<uuid:other>",
    title="One person or two?",
    policy=Action.RECORD,
    what="whether two records are of one person",
    view=view,
    form=True,
)
