"""
Asks whether an assessment still holds after a new significant fact.

Source: "Learning the lessons from Serious Case Reviews", slides 9 and 24; Munro
(1999): slow to revise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.citing import cited
from projections.risk.rule import Found, Rule, Settings
from projections.risk.violence import of_violence

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 14}
"""Ten working days, counted as fourteen days of the week."""

_NEW = (
    "injury_observed",
    "domestic_abuse_incident",
    "police_incident",
    "household_joined",
    "household_left",
    "household_changed",
    "disclosure",
    "sign_of_sexual_abuse",
    "arrest",
)


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where such a fact was learned after the assessment and no review weighed it in time.
    """
    last = history.near("assessment_completed").of_last_day
    if not last:
        return
    reviews = history.near("assessment_reviewed")
    weighed = frozenset[str]().union(*map(cited, (*reviews, *last)))
    new = [
        fact
        for fact in history.near(*_NEW, such=_new)
        if fact.known_from > last[0].occurred.last
        and fact.id not in weighed
        and fact.known_from + timedelta(days=settings["days"]) <= on
    ]
    if new:
        yield Found(
            evidence=(*(one.id for one in last), *(fact.id for fact in new)),
            since=min(fact.known_from for fact in new) + timedelta(days=settings["days"]),
        )


def _new(entry: Entry) -> bool:
    return entry.kind != "police_incident" or of_violence(entry)


RULE = Rule(
    practice_id="R23",
    question="Does the assessment still hold?",
    lesson="An assessment is a process, and it was filed as a result.",
    would_show="What the new fact changes in each conclusion of the assessment; what the other "
    "agencies made of it.",
    source="“Learning the lessons from Serious Case Reviews”, slides 9 and 24; Munro (1999)",
    look=look,
    version=3,
    settings=SETTINGS,
)
