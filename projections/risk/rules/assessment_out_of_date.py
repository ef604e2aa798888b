"""
Asks whether an assessment still holds after a new significant fact.

Source: "Learning the lessons from Serious Case Reviews", slides 9 and 24; Munro
(1999): slow to revise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule

if TYPE_CHECKING:
    from projections.risk.history import History

SETTINGS = {"days": 14}
"""Ten working days, counted as fourteen days of the week."""

_NEW = (
    "injury_observed",
    "domestic_abuse_incident",
    "household_joined",
    "household_changed",
    "disclosure",
    "arrest",
)


def look(history: History, on: date) -> Iterator[Found]:
    """
    Ask where such a fact was learned after the assessment and no review weighed it in time.
    """
    assessments = sorted(
        history.near("assessment_completed"),
        key=lambda one: (one.occurred.last, one.event.position),
    )
    if not assessments:
        return
    last = assessments[-1]
    reviews = history.near("assessment_reviewed")
    weighed = {str(n) for one in (*reviews, last) for n in one.content.get("cites") or ()}
    new = [
        fact
        for fact in history.near(*_NEW)
        if fact.known_from > last.occurred.last
        and fact.id not in weighed
        and on - fact.known_from >= timedelta(days=SETTINGS["days"])
    ]
    if new:
        yield Found(
            evidence=(last.id, *(fact.id for fact in new)),
            since=min(fact.known_from for fact in new) + timedelta(days=SETTINGS["days"]),
        )


RULE = Rule(
    practice_id="R23",
    question="Does the assessment still hold?",
    lesson="An assessment is a process, and it was filed as a result.",
    source="“Learning the lessons from Serious Case Reviews”, slides 9 and 24; Munro (1999)",
    look=look,
    settings=SETTINGS,
)
