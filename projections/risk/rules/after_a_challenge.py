"""
Asks what happened after a family was challenged, where contact was missed or refused soon after.

Source: "Learning the lessons from Serious Case Reviews", slide 10; published local guidance on
closure as a pattern. The rule describes what was done and names no motive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.missed import by_the_family
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 14}

_BEFORE = ("visit", "contact", "appointment_attended", "injury_observed", "conference_held")


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each challenge, injury, conference or unannounced visit that was followed within
    fourteen days by a contact that the family missed, cancelled or refused.
    """
    del on
    may_be = history.near("missed_appointment", "access_refused", "visit", such=_may_be_missed)
    missed = [one for one in may_be if _missed(history, one)]
    days = [entry.occurred.first for entry in missed]
    for before in history.near(*_BEFORE, such=_challenges):
        # Surely after it, and on the earliest reading of both within the window.
        first = bisect_right(days, before.occurred.last)
        end = bisect_right(days, before.occurred.first + timedelta(days=settings["days"]))
        after = missed[first:end]
        if after:
            yield Found(
                evidence=(before.id, *(one.id for one in after)),
                since=max(before.known_from, min(one.known_from for one in after)),
                about=before.id,
            )


def _challenges(entry: Entry) -> bool:
    if entry.kind in {"injury_observed", "conference_held"}:
        return True
    unannounced = entry.kind == "visit" and entry.answer("announced") == "no"
    return unannounced or entry.answer("challenged") == "yes"


def _may_be_missed(entry: Entry) -> bool:
    return entry.kind != "visit" or entry.answer("not_seen_reason") == "no_access"


def _missed(history: History, entry: Entry) -> bool:
    return entry.kind != "missed_appointment" or by_the_family(history, entry)


RULE = Rule(
    practice_id="R11",
    question="What happened after they were challenged?",
    lesson="After a challenge the family was seen less, and nobody asked why.",
    would_show="What the family says of those days; whether other agencies were kept away in "
    "the same weeks; who saw the child in between.",
    source="“Learning the lessons from Serious Case Reviews”, slide 10; published local guidance "
    "on closure as a pattern",
    look=look,
    settings=SETTINGS,
)
