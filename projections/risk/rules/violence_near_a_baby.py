"""
Asks about every domestic abuse incident near a baby, born or expected, present or not.

Source: London Child Protection Procedures (2007), 5.11.35, as quoted in "Learning the lessons
from Serious Case Reviews", slide 14 (not verified); Domestic Abuse Act 2021, section 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.people.person import GESTATION_DAYS, Person
from projections.risk.rule import Duty, Found, Rule

if TYPE_CHECKING:
    from events.occurred import Occurred
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"under_days": 366, "pregnancy_days": GESTATION_DAYS}


def look(history: History, on: date) -> Iterator[Found]:
    """
    Ask about each incident that any reading of its date puts near a baby, until it is decided.

    Whether the baby was in the room does not matter: the procedure says any single incident.
    """
    del on
    babies = tuple(_babies(history))
    for incident in history.of("domestic_abuse_incident"):
        if incident.about == "history" or _decided(history, incident):
            continue
        near = [baby for baby in babies if _meets(incident.occurred, *baby[:2])]
        if not near:
            continue
        surely = any(_surely_meets(incident.occurred, *baby[:2]) for baby in near)
        yield Found(
            evidence=(incident.id,),
            since=max(incident.known_from, min(known for _, _, known in near)),
            about=incident.id,
            note="" if surely else "On one reading of the dates; the dates are not certain.",
        )


def _babies(history: History) -> Iterator[tuple[date, date, date]]:
    """
    Yield first and last day of each child's being expected or small, and since when it is known.
    """
    for child in history.children_of_the_household:
        life = _small(child)
        if life is not None:
            yield (*life, child.known_from)
    for pregnancy in history.of("pregnancy_recorded"):
        yield (*_expected(pregnancy), pregnancy.known_from)


def _small(child: Person) -> tuple[date, date] | None:
    birth = child.born or child.expected
    if birth is None:
        return None
    return (
        birth.first - timedelta(days=SETTINGS["pregnancy_days"]),
        birth.last + timedelta(days=SETTINGS["under_days"] - 1),
    )


def _expected(pregnancy: Entry) -> tuple[date, date]:
    stated = pregnancy.answer("expected")
    if stated:
        due = date.fromisoformat(stated)
        return (due - timedelta(days=SETTINGS["pregnancy_days"]), due)
    last = pregnancy.occurred.last + timedelta(days=SETTINGS["pregnancy_days"])
    return (pregnancy.occurred.first, last)


def _meets(occurred: Occurred, first: date, last: date) -> bool:
    return occurred.first <= last and occurred.last >= first


def _surely_meets(occurred: Occurred, first: date, last: date) -> bool:
    return first <= occurred.first and occurred.last <= last


def _decided(history: History, incident: Entry) -> bool:
    """
    Tell whether a strategy discussion decided on this incident, by naming it.
    """
    return any(
        incident.id in discussion.content.get("about", ()) and discussion.answer("decision")
        for discussion in history.of("strategy_discussion")
    )


RULE = Rule(
    practice_id="R01",
    question="What does this violence mean for a child who cannot leave the room, "
    "and who decides on an enquiry by when?",
    lesson="One incident of domestic violence with a baby in the home set nothing in motion.",
    source="London Child Protection Procedures (2007), 5.11.35, as quoted in “Learning the "
    "lessons from Serious Case Reviews”, slide 14 (not verified); Domestic Abuse Act 2021, s.3",
    look=look,
    duty=Duty(timescale="domestic_abuse_near_a_baby"),
    settings=SETTINGS,
    confirmed=False,
)
