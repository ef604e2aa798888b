"""
Asks what the delay has meant for the child, where a planned outcome is late or was moved twice.

Source: "Learning the lessons from Serious Case Reviews", slide 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.plans.due import day_of
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.history import History

SETTINGS = {"moves": 2, "conferences": 2}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each outcome of a plan that is still owed.
    """
    conferences = [
        one.occurred.first for one in history.near("conference_held") if one.occurred.last <= on
    ]
    for outcome in history.outcomes(on):
        often = len(outcome.moves) >= settings["moves"]
        numbers = dict.fromkeys((outcome.entry, *outcome.evidence))
        cited = [one for one in map(history.entry, numbers) if one is not None]
        if outcome.origin != "plan" or not outcome.open or not cited:
            continue
        # The conference of the day that it was planned did not carry it over.
        over = [day for day in conferences if day > cited[0].occurred.last]
        carried = len(over) >= settings["conferences"]
        if outcome.state == "overdue" or often or carried:
            why = [f"Its date was moved {len(outcome.moves)} times."] if often else []
            why += [f"Carried over {len(over)} conferences."] if carried else []
            days = [over[settings["conferences"] - 1]] if carried else []
            yield Found(
                evidence=tuple(one.id for one in cited),
                since=min([*days, *_days(outcome, settings, often=often)]),
                about=str(outcome.id),
                note=" ".join(why),
            )


def _days(outcome: PlannedOutcome, settings: Settings, *, often: bool) -> list[date]:
    days = [outcome.moves[settings["moves"] - 1].on] if often else []
    if outcome.state == "overdue" and outcome.due is not None:
        days.append(day_of(outcome.due) + timedelta(days=1))
    return days


RULE = Rule(
    practice_id="R26",
    question="What has the delay meant for the child?",
    lesson="An outcome did not happen, and nobody followed through.",
    would_show="What was tried since the first date; what the owner needs; how the child is "
    "without it.",
    source="“Learning the lessons from Serious Case Reviews”, slide 8",
    look=look,
    settings=SETTINGS,
)
