"""
Asks what changed for the child when the home changed.

Source: "Learning the lessons from Serious Case Reviews", slide 24; reviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.incidents import Incident, evidence, incidents
from projections.risk.open_case import OPEN_CASE
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 14, "before_opening_days": 183, **OPEN_CASE}
"""Ten working days, counted as fourteen days of the week; how far back an opened case looks."""

_CHANGES = (
    "household_joined",
    "household_left",
    "household_changed",
    "address_recorded",
    "birth",
)


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each change of an open case, or of the six months before it was opened, that no
    assessment or review followed in time.
    """
    opened = history.open_case(on, settings["left_days"])
    if opened is None:
        return
    looked_at = [
        one.occurred.last for one in history.near("assessment_completed", "assessment_reviewed")
    ]
    for change in _lately(history, opened, settings):
        known = max(change.known_from, opened.known_from)
        asked_on = known + timedelta(days=settings["days"])
        if on >= asked_on and not any(day >= change.known_from for day in looked_at):
            yield Found(evidence=evidence([change]), since=asked_on, about=change.id)


def _lately(history: History, opened: Entry, settings: Settings) -> list[Incident]:
    """
    Return the changes since a case was opened and of the months before it.
    """
    changes = incidents(one for one in history.near(*_CHANGES) if _changed(history, one))
    looked_back = opened.occurred.first - timedelta(days=settings["before_opening_days"])
    return [one for one in changes if one.accounts[0].occurred.last >= looked_back]


def _changed(history: History, entry: Entry) -> bool:
    if entry.kind == "birth":
        born = history.child.born if history.child else None
        # The child's own birth is no change of the home that the child lives in.
        return born is not None and entry.occurred.first > born.last
    if entry.kind == "address_recorded":
        return entry.answer("new_home") in {"yes", None}
    return entry.answer("change") != "confirmed"


RULE = Rule(
    practice_id="R06",
    question="What changed for the child when the home changed?",
    lesson="Somebody moved in, and the assessment stayed as it was.",
    would_show="Who sleeps where now; what the child says of the change; whether school or "
    "nursery see a different child since.",
    source="“Learning the lessons from Serious Case Reviews”, slide 24; reviews",
    look=look,
    version=2,
    settings=SETTINGS,
)
