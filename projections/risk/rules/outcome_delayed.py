"""
Asks what the delay has meant for the child, where a planned outcome is late or was moved twice.

Source: "Learning the lessons from Serious Case Reviews", slide 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.plans.due import day_of
from projections.plans.outcomes import outcomes
from projections.risk.rule import Found, Rule

if TYPE_CHECKING:
    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.history import History

SETTINGS = {"moves": 2}


def look(history: History, on: date) -> Iterator[Found]:
    """
    Ask about each outcome of a plan that is still owed.
    """
    standing = {entry.id for entry in history.entries}
    for outcome in outcomes(history.told.record, on):
        often = len(outcome.moves) >= SETTINGS["moves"]
        cited = tuple(dict.fromkeys(n for n in (outcome.entry, *outcome.evidence) if n in standing))
        if outcome.origin != "plan" or not outcome.open or not cited:
            continue
        if outcome.state == "overdue" or often:
            yield Found(
                evidence=cited,
                since=_since(outcome, often=often),
                about=str(outcome.id),
                note=f"Its date was moved {len(outcome.moves)} times." if often else "",
            )


def _since(outcome: PlannedOutcome, *, often: bool) -> date:
    days = [outcome.moves[SETTINGS["moves"] - 1].on] if often else []
    if outcome.state == "overdue" and outcome.due is not None:
        days.append(day_of(outcome.due) + timedelta(days=1))
    return min(days)


RULE = Rule(
    practice_id="R26",
    question="What has the delay meant for the child?",
    lesson="An outcome did not happen, and nobody followed through.",
    source="“Learning the lessons from Serious Case Reviews”, slide 8",
    look=look,
    settings=SETTINGS,
)
