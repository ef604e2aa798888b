"""
Asks how a parent's own childhood shapes what they can give, and what support follows.

Source: "Learning the lessons from Serious Case Reviews", slide 11; Child Safeguarding Practice
Review Panel, The myth of invisible men (2021).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.people.tie import Closeness
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.people.person import Person
    from projections.risk.history import History

SETTINGS = {"child_under_days": 18 * 1461 // 4}

_HARM = frozenset(
    {
        "plan_agreed",
        "conference_held",
        "section_47_enquiry_begun",
        "injury_observed",
        "neglect_indicator_observed",
        "disclosure",
        "sign_of_sexual_abuse",
        "domestic_abuse_incident",
    }
)


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask for each parent who was on a plan, looked after or harmed as a child, until an assessment
    cites it.

    An import keeps it in the child's own record: then a row of harm from before the child, which
    names a parent who was under eighteen on it.
    """
    del on
    before = [one for one in history.of(such=_of_the_past) if history.child_id in one.people()]

    def _was_a_child(person: Person, entry: Entry) -> bool:
        age = person.age_in_days(entry.occurred.first)
        return age is not None and age[1] >= 0 and age[0] < settings["child_under_days"]

    for parent in history.past:
        tied = [tie.known_from for tie in parent.ties if tie.closeness is Closeness.PARENT]
        childhood = [
            item.entry
            for item in parent.items
            if item.was == "child"
            and item.entry.stands
            and _harmed(item.entry)
            and item.entry.id not in history.weighed
        ]
        childhood += [
            one
            for one in before
            if parent.person.id in one.people()
            and _was_a_child(parent.person, one)
            and one.id not in history.weighed
        ]
        if tied and childhood:
            yield Found(
                evidence=tuple(entry.id for entry in childhood),
                since=max(min(tied), min(entry.known_from for entry in childhood)),
                about=str(parent.person.id),
            )


def _of_the_past(entry: Entry) -> bool:
    return entry.about == "history" and entry.event.origin is not None and _harmed(entry)


def _harmed(entry: Entry) -> bool:
    return entry.kind in _HARM or (
        entry.kind == "address_recorded" and bool(entry.answer("looked_after"))
    )


RULE = Rule(
    practice_id="R04",
    question="How does their own childhood shape what they can give? What support follows?",
    lesson="A parent’s childhood lay in another file.",
    would_show="The parent's own file as a child, if the parent agrees; what the parent tells "
    "of it; whom the parent turns to for help.",
    source="“Learning the lessons from Serious Case Reviews”, slide 11; Child Safeguarding "
    "Practice Review Panel, The myth of invisible men (2021)",
    look=look,
    version=2,
    settings=SETTINGS,
)
