"""
Asks who looks out for the child now, where somebody who protected the child has gone.

Source: national reviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each who left and was recorded as protective, until somebody is said to stand in.
    """
    del on, settings
    for entry in (*history.near("household_left", "other_event"), *history.partings):
        if _gone(entry) and not entry.content.get("replaced"):
            yield Found(evidence=(entry.id,), since=entry.known_from, about=entry.id)


def _gone(entry: Entry) -> bool:
    if entry.kind != "other_event":
        return entry.answer("protective") == "yes"
    # Whoever ended it said that somebody was protected by it; that it is replaced is R27's.
    left = entry.answer("about") == "worker_left"
    return left and bool(entry.people("protected"))


RULE = Rule(
    practice_id="R42",
    question="Who looks out for the child now?",
    lesson="The grandmother who had noticed was no longer let in.",
    would_show="Why it ended, in that person's own words; when they last saw the child; whom "
    "the child asks for.",
    source="National reviews",
    look=look,
    version=2,
    confirmed=False,
)
