"""
Asks who will do what by when, where a plan's outcome has no date, owner or measure of change.

Source: "Learning the lessons from Serious Case Reviews", slides 8 and 15; published procedures of
Sheffield: specific outcomes for the child.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.history import History

_ASKED = {
    "owner": "owner",
    "desired": "desired outcome",
    "measure": "measure of change",
    "response": "response",
}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each open outcome of a plan, naming what it lacks.

    A column that an import does not have is not held against it, but for the date: without one
    nobody can follow through.
    """
    del settings
    for outcome in history.outcomes(on):
        entry = history.entry(outcome.entry)
        if entry is None or outcome.origin != "plan" or not outcome.open:
            continue
        lacking = _lacking(outcome, entry)
        if lacking:
            yield Found(
                evidence=(entry.id,),
                since=entry.known_from,
                about=str(outcome.id),
                note=f"Not recorded: {', '.join(lacking)}.",
            )


def _lacking(outcome: PlannedOutcome, entry: Entry) -> list[str]:
    no_date = outcome.original_due is None or outcome.for_review
    lacking = ["date"] if no_date else []
    return lacking + [words for name, words in _ASKED.items() if entry.answer(name) == ""]


RULE = Rule(
    practice_id="R25",
    question="Who will do what by when, and how will we know?",
    lesson="A plan listed concerns and named no owner or date.",
    source="“Learning the lessons from Serious Case Reviews”, slides 8 and 15; published "
    "procedures of Sheffield",
    look=look,
    version=2,
)
