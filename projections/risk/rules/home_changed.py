"""
Asks what changed for the child when the home changed.

Source: "Learning the lessons from Serious Case Reviews", slide 24; reviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.incidents import evidence, incidents
from projections.risk.rule import Found, Rule

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 14}
"""Ten working days, counted as fourteen days of the week."""


def look(history: History, on: date) -> Iterator[Found]:
    """
    Ask about each change of an open case that no assessment or review followed in time.
    """
    opened = history.case_opened_by()
    if opened is None:
        return
    looked_at = [
        one.occurred.last for one in history.near("assessment_completed", "assessment_reviewed")
    ]
    for change in incidents(
        entry
        for entry in history.near(
            "household_joined", "household_left", "household_changed", "address_recorded"
        )
        if _changed(entry)
    ):
        asked_on = change.known_from + timedelta(days=SETTINGS["days"])
        in_time = change.accounts[0].occurred.last >= opened.occurred.first
        if in_time and on >= asked_on and not any(day >= change.known_from for day in looked_at):
            yield Found(evidence=evidence([change]), since=asked_on, about=change.id)


def _changed(entry: Entry) -> bool:
    if entry.kind == "address_recorded":
        return entry.answer("new_home") in {"yes", None}
    return entry.answer("change") != "confirmed"


RULE = Rule(
    practice_id="R06",
    question="What changed for the child when the home changed?",
    lesson="Somebody moved in, and the assessment stayed as it was.",
    source="“Learning the lessons from Serious Case Reviews”, slide 24; reviews",
    look=look,
    settings=SETTINGS,
)
