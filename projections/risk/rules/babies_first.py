"""
Marks a child under twelve months, or unborn, about whom any question is open.

Source: "Learning the lessons from Serious Case Reviews", slide 25; Child Safeguarding Practice
Review Panel, annual reports: babies are most often the subject of reviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.people.person import GESTATION_DAYS
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.risk.history import History

SETTINGS = {"under_days": 366}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Mark the child on any reading of the birth, from when it was expected, beside any open question.
    """
    child = history.child
    birth = (child.born or child.expected) if child else None
    if child is None or birth is None or child.died is not None:
        return
    # Expected and overdue is a baby still, until a birth is recorded.
    small = child.born is None or on < birth.last + timedelta(days=settings["under_days"])
    # Whatever was learned first stays so, however much is learned.
    begun = birth.first - timedelta(days=GESTATION_DAYS)
    if small and history.entries and on >= begun:
        known = min(one.known_from for one in history.entries)
        first = tuple(one.id for one in history.entries if one.known_from == known)
        yield Found(evidence=first, since=max(known, begun), beside=True)


RULE = Rule(
    practice_id="R35",
    question="Babies are most often the subject of reviews: does this child stand at the top?",
    lesson="The youngest could not tell, and was not looked at first.",
    would_show="How the baby feeds, sleeps, grows and is handled; who cares for the baby at night.",
    source="“Learning the lessons from Serious Case Reviews”, slide 25; Child Safeguarding "
    "Practice Review Panel, annual reports",
    look=look,
    settings=SETTINGS,
    marker=True,
)
