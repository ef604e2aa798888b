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

from projections.risk.growth import FALLING, fell, was_taken
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.risk.history import History

SETTINGS = {"late_days": 28, **FALLING}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where the centile fell across a space, an infant lost weight, or one is four weeks late.

    What a clinician explained is answered.
    """
    measured = history.own("growth_measurement", such=was_taken)
    for before, after in pairwise(measured):
        if fell(history, before, after, settings) and not after.answer("clinician_reason"):
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


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None


RULE = Rule(
    practice_id="R16",
    question="Who is following this child's growth?",
    lesson="A child lost weight, each time before another pair of eyes.",
    would_show="A measurement now, by the same scales; the growth chart since birth; what the "
    "child weighs when fed by somebody else.",
    source="“Learning the lessons from Serious Case Reviews”, slide 17; triennial analyses of "
    "serious case reviews; NICE on faltering growth",
    look=look,
    settings=SETTINGS,
)
