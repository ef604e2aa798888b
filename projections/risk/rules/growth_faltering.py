"""
Asks who follows this child's growth, where it falls or a measurement was due and not taken.

Source: "Learning the lessons from Serious Case Reviews", slide 17; triennial analyses of serious
case reviews; NICE on faltering growth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from projections.risk.growth import FALLING, fell, was_taken
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
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
    last = history.own("growth_measurement").of_last_day
    if last and all(one.answer("taken") == "no" for one in last):
        yield Found(
            evidence=tuple(one.id for one in last),
            since=max(one.known_from for one in last),
            about=last[-1].id,
            note="The child was to be measured and was not.",
        )
    else:
        yield from _late(measured.of_last_day, on, settings)


def _late(last: Sequence[Entry], on: date, settings: Settings) -> Iterator[Found]:
    told = [(due, one) for one in last if (due := _day(one.answer("due"))) is not None]
    if not told:
        return
    soonest = min(due for due, _ in told)
    late = soonest + timedelta(days=settings["late_days"])
    if on >= late:
        saying = [one for due, one in told if due == soonest]
        yield Found(
            evidence=tuple(one.id for one in saying),
            since=late,
            about=f"{saying[-1].id}/due",
            note="The next measurement was due and is not in the record.",
        )


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
    version=2,
    settings=SETTINGS,
)
