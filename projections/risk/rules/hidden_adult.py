"""
Asks who an adult around the child is, whom no assessment includes, and who has met them.

Source: "Learning the lessons from Serious Case Reviews", slide 14; Child Safeguarding Practice
Review Panel, The myth of invisible men (2021); Ofsted, The voice of the child (2011).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.around.hidden import ASSESSING, included_in
from projections.people.tie import Closeness
from projections.risk.rule import Found, Rule, Settings
from projections.risk.same_day import place_for_rules

if TYPE_CHECKING:
    from projections.around.hidden import HiddenAdult
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 14}
"""Ten working days, counted as fourteen days of the week."""

_LIVING_THERE = frozenset({Closeness.PARTNER, Closeness.HOUSEHOLD_ADULT})
_CLOSE = _LIVING_THERE | {Closeness.CARER}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask for each partner, lodger, carer or visitor two weeks after they were learned of, at once
    for somebody known by description alone, and for a parent whom an assessment passed over.

    A partner or somebody of the household whom an import calls by the relation alone, without a
    name or a date of birth, is known by description: nobody can have been checked so.

    Cited is where each agency first mentions them: being named once more is nothing new.
    """
    wait = timedelta(days=settings["days"])
    close = {tie.person for tie in history.ties if tie.closeness in _CLOSE}
    living = {tie.person for tie in history.ties if tie.closeness in _LIVING_THERE}
    parents = {tie.person for tie in history.ties if tie.closeness is Closeness.PARENT}
    assessed = [one.known_from for one in history.of(*ASSESSING) if _says_whom(history, one)]
    for adult in history.hidden:
        mentioned = _first_mentions(adult)
        if not mentioned:
            continue
        asked_on, note = date.max, _note(adult)
        if adult.described or adult.person in close:
            at_once = adult.described or (adult.person in living and _nameless(history, adult))
            asked_on = adult.since + (timedelta() if at_once else wait)
        elif adult.person in parents:
            passed = [day for day in assessed if day >= adult.since]
            asked_on = min(passed) + wait if passed else date.max
            note = f"{note} Not in the assessment.".strip()
        if on >= asked_on:
            yield Found(
                evidence=tuple(entry.id for entry in sorted(mentioned, key=place_for_rules)),
                since=asked_on,
                about=str(adult.person) if adult.person else f"described/{mentioned[0].id}",
                note=note,
            )


def _nameless(history: History, adult: HiddenAdult) -> bool:
    person = history.people.get(adult.person) if adult.person else None
    if person is None or not person.source or person.born or len(person.names) > 1:
        return False
    relation = person.relation.split(";", maxsplit=1)[0].strip().casefold()
    return bool(relation) and person.name.casefold().startswith(relation)


def _says_whom(history: History, assessment: Entry) -> bool:
    """
    Tell whether an assessment says at all whom it includes; an import may not.
    """
    return bool(included_in(assessment) - {str(history.child_id)})


def _first_mentions(adult: HiddenAdult) -> list[Entry]:
    told = [entry for entry in adult.mentioned if entry.stands]
    first: dict[str, date] = {}
    for entry in told:
        first.setdefault(entry.agency, entry.known_from)
    return [entry for entry in told if entry.known_from == first[entry.agency]]


def _note(adult: HiddenAdult) -> str:
    said = ", ".join(adult.relations)
    by_description = "Known by description alone. " if adult.described else ""
    return f"{by_description}{f'To the child: {said}.' if said else ''}".strip()


RULE = Rule(
    practice_id="R05",
    question="Who is this person, and who has met them?",
    lesson="A man lived with the child, and nobody asked who he was.",
    would_show="Who is there at an unannounced visit; names on tenancy, school and GP forms; "
    "whom the child speaks of; a check by police.",
    source="“Learning the lessons from Serious Case Reviews”, slide 14; Child Safeguarding "
    "Practice Review Panel, The myth of invisible men (2021); Ofsted, The voice of the child "
    "(2011)",
    look=look,
    settings=SETTINGS,
)
