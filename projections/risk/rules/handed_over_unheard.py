"""
Asks who now holds what was handed over or shared, and never said to be understood.

Source: "Learning the lessons from Serious Case Reviews", slide 15; Working Together to Safeguard
Children (2023): feedback to referrers. The two working days are local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.plans.due import day_of, read_due
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 4}
"""Two working days, counted as four days of the week, so that a weekend is never held against."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each until the receiver says in their own words what was understood.

    Not accepting it is no understanding. An import without such a column holds nothing against it.
    """
    understood = {
        str(one.content.get("handover"))
        for one in history.near("handover_understood")
        if not one.content.get("not_accepted")
    }
    for entry in history.near("handover_sent", "information_shared"):
        if entry.id in understood or not _waits(entry):
            continue
        since = _limit(entry, settings)
        if since <= on:
            yield Found(evidence=(entry.id,), since=since, about=entry.id)


def _waits(entry: Entry) -> bool:
    if entry.kind == "handover_sent":
        return True
    return entry.answer("receipt_confirmed") in {"no", "unknown"} and not entry.content.get(
        "received_on"
    )


def _limit(entry: Entry, settings: Settings) -> date:
    due = read_due(entry.content.get("due"))
    if due is not None:
        return day_of(due) + timedelta(days=1)
    return entry.known_from + timedelta(days=settings["days"])


RULE = Rule(
    practice_id="R24",
    question="Who now holds this?",
    lesson="Information was handed over and never received.",
    source="“Learning the lessons from Serious Case Reviews”, slide 15; Working Together to "
    "Safeguard Children (2023)",
    look=look,
    settings=SETTINGS,
    confirmed=False,
)
