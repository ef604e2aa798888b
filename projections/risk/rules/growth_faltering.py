"""
Asks who follows this child's growth, where it falls or a measurement was due and not taken.

Source: "Learning the lessons from Serious Case Reviews", slide 17; triennial analyses of serious
case reviews; NICE on faltering growth.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"late_days": 28, "infant_days": 366}

CENTILES = (0.4, 2.0, 9.0, 25.0, 50.0, 75.0, 91.0, 98.0, 99.6)
"""The lines of the growth charts in use; a space lies between two of them."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where the centile fell across a space, an infant lost weight, or one is four weeks late.

    What a clinician explained is answered.
    """
    measured = [one for one in history.own("growth_measurement") if one.answer("taken") != "no"]
    for before, after in pairwise(measured):
        if _fell(history, before, after, settings) and not after.answer("clinician_reason"):
            yield Found(
                evidence=(before.id, after.id),
                since=max(before.known_from, after.known_from),
                about=after.id,
            )
    every = history.own("growth_measurement")
    if every and every[-1].answer("taken") == "no":
        yield Found(
            evidence=(every[-1].id,),
            since=every[-1].known_from,
            about=every[-1].id,
            note="The child was to be measured and was not.",
        )
    elif measured:
        last = measured[-1]
        due = _day(last.answer("due"))
        late = due + timedelta(days=settings["late_days"]) if due else None
        if late is not None and on >= late:
            note = "The next measurement was due and is not in the record."
            yield Found(evidence=(last.id,), since=late, about=f"{last.id}/due", note=note)


def _fell(history: History, before: Entry, after: Entry, settings: Settings) -> bool:
    first, then = _number(before.answer("centile")), _number(after.answer("centile"))
    if first is not None and then is not None and first > then:
        # Across a whole space: two lines of the chart lie between the two readings.
        return sum(then <= line <= first for line in CENTILES) > 1
    was, now = _number(before.answer("weight")), _number(after.answer("weight"))
    age = history.child.age_in_days(after.occurred.first) if history.child else None
    infant = age is not None and age[0] < settings["infant_days"]
    return infant and was is not None and now is not None and now < was


def _number(said: str | None) -> float | None:
    try:
        return float(said) if said else None
    except ValueError:
        return None


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None


RULE = Rule(
    practice_id="R16",
    question="Who is following this child's growth?",
    lesson="A child lost weight, each time before another pair of eyes.",
    source="“Learning the lessons from Serious Case Reviews”, slide 17; triennial analyses of "
    "serious case reviews; NICE on faltering growth",
    look=look,
    settings=SETTINGS,
)
