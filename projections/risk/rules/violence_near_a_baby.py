"""
Asks about every domestic abuse incident near a baby, born or expected, present or not.

Source: London Child Protection Procedures (2007), 5.11.35, as quoted in "Learning the lessons
from Serious Case Reviews", slide 14 (not verified); Domestic Abuse Act 2021, section 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from events.occurred import Occurred
from projections.people.person import GESTATION_DAYS, Person
from projections.people.tie import Closeness
from projections.risk.incidents import Incident, evidence, incidents
from projections.risk.rule import Duty, Found, Rule, Settings
from projections.risk.violence import TELLING, each_once, of_violence

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"under_days": 366, "pregnancy_days": GESTATION_DAYS}


_CHILDREN = frozenset({"child", "unborn"})
_LIVING_THERE = frozenset({Closeness.SIBLING, Closeness.HOUSEHOLD_CHILD})


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each incident that any reading of its date puts near a baby, until it is decided.

    Whether the baby was in the room does not matter: the procedure says any single incident.
    """
    del on
    babies = tuple(_babies(history, settings))
    for incident in incidents(each_once(history.near(*TELLING, such=of_violence))):
        if _decided(history, incident):
            continue
        near = [baby for baby in babies if _meets(incident, *baby[:2])]
        if not near:
            continue
        surely = any(_surely_meets(incident, *baby[:2]) and baby[3] for baby in near)
        yield Found(
            evidence=evidence([incident]),
            since=max(incident.known_from, min(known for _, _, known, _ in near)),
            about=incident.id,
            note="" if surely else "On one reading of the dates; the dates are not certain.",
        )


def _babies(history: History, settings: Settings) -> Iterator[tuple[date, date, date, bool]]:
    """
    Yield first and last day of each child's being expected or small, since when it is known, and
    whether any date is.
    """
    for child in history.children_of_the_household:
        life = _small(child, settings)
        if life is not None:
            for first, last in _while_there(history, child, *life):
                yield first, last, child.known_from, bool(child.born or child.expected)
    for pregnancy in history.of("pregnancy_recorded"):
        yield (*_expected(pregnancy, settings), pregnancy.known_from, True)
    # A birth may be told of without anybody having registered the baby yet.
    for birth in history.near("birth"):
        first = birth.occurred.first - timedelta(days=settings["pregnancy_days"])
        last = birth.occurred.last + timedelta(days=settings["under_days"] - 1)
        yield first, last, birth.known_from, True


def _while_there(
    history: History, child: Person, first: date, last: date
) -> Iterator[tuple[date, date]]:
    """
    Yield when a child was small and of the household, on any reading of coming and going.
    """
    if child.id == history.child_id:
        yield first, last
        return
    tied = [tie for tie in history.ties if tie.person == child.id]
    # Where an entry says when they came, no other day is read into what they are to the child.
    came = [tie for tie in tied if tie.household and tie.first is not None]
    for tie in came or [tie for tie in tied if tie.closeness in _LIVING_THERE]:
        began, ended = max(first, tie.first or first), min(last, tie.last or last)
        if began <= ended:
            yield began, ended


def _small(child: Person, settings: Settings) -> tuple[date, date] | None:
    birth = child.born or child.expected
    if birth is None and child.kind in _CHILDREN:
        # Nobody wrote down when: from what is known, any reading that makes a baby counts.
        until = settings["under_days" if child.kind == "child" else "pregnancy_days"]
        return (
            child.known_from - timedelta(days=settings["pregnancy_days"]),
            child.known_from + timedelta(days=until - 1),
        )
    if birth is None:
        return None
    return (
        birth.first - timedelta(days=settings["pregnancy_days"]),
        birth.last + timedelta(days=settings["under_days"] - 1),
    )


def _expected(pregnancy: Entry, settings: Settings) -> tuple[date, date]:
    stated = pregnancy.answer("expected")
    if stated:
        due = Occurred.from_text(stated)
        return (due.first - timedelta(days=settings["pregnancy_days"]), due.last)
    last = pregnancy.occurred.last + timedelta(days=settings["pregnancy_days"])
    return (pregnancy.occurred.first, last)


def _meets(incident: Incident, first: date, last: date) -> bool:
    return any(
        one.occurred.first <= last and one.occurred.last >= first for one in incident.accounts
    )


def _surely_meets(incident: Incident, first: date, last: date) -> bool:
    return all(
        first <= one.occurred.first and one.occurred.last <= last for one in incident.accounts
    )


def _decided(history: History, incident: Incident) -> bool:
    """
    Tell whether a strategy discussion decided on this incident, by naming one of its accounts.
    """
    ids = {account.id for account in incident.accounts}
    return any(
        not ids.isdisjoint(discussion.content.get("about") or ()) and discussion.answer("decision")
        for discussion in history.of("strategy_discussion")
    )


RULE = Rule(
    practice_id="R01",
    question="What does this violence mean for a child who cannot leave the room, "
    "and who decides on an enquiry by when?",
    lesson="One incident of domestic violence with a baby in the home set nothing in motion.",
    would_show="Other calls to this address; what the midwife, health visitor and GP have "
    "noticed since; how the child was when somebody last saw the child awake.",
    source="London Child Protection Procedures (2007), 5.11.35, as quoted in “Learning the "
    "lessons from Serious Case Reviews”, slide 14 (not verified); Domestic Abuse Act 2021, s.3",
    look=look,
    version=4,
    duty=Duty(timescale="domestic_abuse_near_a_baby"),
    settings=SETTINGS,
    confirmed=False,
)
