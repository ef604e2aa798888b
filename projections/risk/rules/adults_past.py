"""
Asks what of an adult's past, in any family, has been weighed in the present assessment.

Source: "Learning the lessons from Serious Case Reviews", slide 11; Brandon et al., Understanding
Serious Case Reviews and their Impact (2009).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.people.tie import Closeness
from projections.risk.rule import Found, Rule, Settings
from projections.risk.same_day import place_for_rules
from projections.risk.violence import of_violence

if TYPE_CHECKING:
    from projections.around.past import Past, PastItem
    from projections.chronology.entry import Entry
    from projections.people.person import Person
    from projections.risk.history import History

_CLOSE = frozenset(
    {Closeness.PARENT, Closeness.PARTNER, Closeness.HOUSEHOLD_ADULT, Closeness.CARER}
)
_VIOLENCE = frozenset(
    {
        "domestic_abuse_incident",
        "injury_observed",
        "disclosure",
        "sign_of_sexual_abuse",
        "allegation_against_a_person",
        "charge",
        "conviction",
        "order_made",
        "bail_conditions",
    }
)
_ANOTHER_CHILD = frozenset({"death", "plan_agreed", "section_47_enquiry_concluded", "order_made"})
_HARMED = frozenset({"injury_observed", "disclosure", "sign_of_sexual_abuse"})
SETTINGS = {"child_under_days": 18 * 1461 // 4}
_JUDGED = frozenset({"convicted", "order_made", None})
_REMOVED = frozenset({"begins", "continues"})
_PLAN = frozenset({"plan_made", "plan_continues", None})
"""What a conference decided for another child; None where an import does not say."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask for each adult close to the child whose past holds violence, or a child who was removed,
    on a plan, harmed or died, until an assessment cites each such entry.
    """
    del on
    weighed = history.weighed
    before_birth = [
        one for one in history.of(such=_of_the_past) if history.child_id in one.people()
    ]
    for adult in history.past:
        close = [tie.known_from for tie in adult.ties if tie.closeness in _CLOSE]
        grave = [i.entry for i in adult.items if _grave(i)]
        grave += [
            one
            for one in before_birth
            if adult.person.id in one.people()
            and not _harmed_as_a_child(adult.person, one, settings)
        ]
        grave = [entry for entry in grave if entry.stands and entry.id not in weighed]
        if close and grave:
            yield Found(
                evidence=tuple(entry.id for entry in sorted(grave, key=place_for_rules)),
                since=max(min(close), min(entry.known_from for entry in grave)),
                about=str(adult.person.id),
                note=_note(adult),
            )


def _of_the_past(entry: Entry) -> bool:
    """
    Tell whether an entry of the child's own record tells of violence or of another child before
    this one was expected; an import knows no other place for it.
    """
    return entry.about == "history" and (_of_violence(entry) or _of_another_child(entry))


def _harmed_as_a_child(person: Person, entry: Entry, settings: Settings) -> bool:
    # An import does not say who was harmed; of somebody who was a child then, another rule asks.
    age = person.age_in_days(entry.occurred.last)
    was_a_child = age is not None and age[1] < settings["child_under_days"]
    return entry.kind in _HARMED and was_a_child


def _of_violence(entry: Entry) -> bool:
    match entry.kind:
        case "court_hearing":
            return entry.answer("result") in _JUDGED
        case "arrest":
            # Of which an import says no more than that there was one.
            return entry.answer("concerns_child") in {"yes", None}
        case "police_incident":
            return of_violence(entry)
        case kind:
            return kind in _VIOLENCE


def _of_another_child(entry: Entry) -> bool:
    conference = entry.kind == "conference_held" and entry.answer("decision") in _PLAN
    removed = entry.answer("looked_after") in _REMOVED
    return conference or removed or entry.kind in _ANOTHER_CHILD


def _grave(item: PastItem) -> bool:
    if item.was in {"harming", "law"}:
        return _of_violence(item.entry)
    # An import has no roles: whoever its row of violence names may be who did it.
    unsaid = item.was == "named" and item.entry.event.origin is not None
    if unsaid and _of_violence(item.entry):
        return True
    return item.was in {"parent or carer", "named"} and _of_another_child(item.entry)


def _note(adult: Past) -> str:
    relations = dict.fromkeys(tie.relation for tie in adult.ties if tie.relation)
    return f"To this child: {', '.join(relations)}." if relations else ""


RULE = Rule(
    practice_id="R03",
    question="What of this person’s past has been weighed in the present assessment?",
    lesson="An adult’s past was not read as present risk.",
    would_show="The records of the earlier families of this person; what another area, police "
    "or probation hold; what became of the children there.",
    source="“Learning the lessons from Serious Case Reviews”, slide 11; Brandon et al., "
    "Understanding Serious Case Reviews and their Impact (2009)",
    look=look,
    version=3,
    settings=SETTINGS,
)
