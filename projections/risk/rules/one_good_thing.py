"""
Asks whether one good thing hides the rest: an outcome improves while others are overdue.

Source: "Learning the lessons from Serious Case Reviews", slide 10; NSPCC case review briefings.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.plans.due import day_of
from projections.risk.rule import Found, Rule, Settings
from projections.risk.window import within

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"overdue": 2, "days": 91}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask while two outcomes of the plan are overdue, for three months after one got better, beside
    another question that was opened in the last three months.
    """
    late = [
        one
        for one in history.outcomes(on)
        if one.origin == "plan" and one.state == "overdue" and one.entry and one.due is not None
    ]
    better = [
        entry
        for entry in history.near("outcome_achieved", "outcome_reviewed")
        if _better(entry) and within(entry.occurred, on, days=settings["days"])
    ]
    if better and len(late) >= settings["overdue"]:
        days = sorted(day_of(one.due) for one in late if one.due is not None)
        yield Found(
            evidence=(*(entry.id for entry in better), *(one.entry for one in late)),
            since=max(
                days[settings["overdue"] - 1] + timedelta(days=1),
                min(entry.known_from for entry in better),
            ),
            beside=True,
            opened_since=on - timedelta(days=settings["days"]),
        )


def _better(entry: Entry) -> bool:
    return entry.kind == "outcome_achieved" or entry.answer("result") in {"achieved", "partly"}


RULE = Rule(
    practice_id="R47",
    question="Is one good thing hiding the rest?",
    lesson="The kitchen was clean, and everybody was glad.",
    would_show="The outcomes that did not move; what the child says of those; what agencies "
    "see that have nothing to do with the good news.",
    source="“Learning the lessons from Serious Case Reviews”, slide 10; NSPCC case review "
    "briefings",
    look=look,
    version=2,
    settings=SETTINGS,
    confirmed=False,
)
