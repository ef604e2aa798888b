"""
Whether the chronology was read through before a decision is made on it.

Source: the Victoria Climbié Inquiry (2003), recommendation 58; local chronology guidance: reviewed
within 10 working days before a decision point.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry

READ_WITHIN = timedelta(days=14)
"""Ten working days before the decision point, in calendar days: without holidays it is the same."""


def last_review(entries: Sequence[Entry]) -> Entry | None:
    """
    Return the newest standing entry that says the chronology was read through.
    """
    reviews = [one for one in entries if one.kind == "chronology_reviewed" and one.stands]
    return max(reviews, key=lambda one: one.by_latest, default=None)


def recorded_since(entries: Sequence[Entry], review: Entry) -> tuple[Entry, ...]:
    """
    Return what reached the log after the entry through which it was read, but for the review.
    """
    through = str(review.content.get("through") or "0")
    position = int(through) if through.isdigit() else 0
    return tuple(
        entry
        for entry in entries
        if entry.event.position > position and entry.id != review.id and not entry.by_rule
    )


def review_due(entries: Sequence[Entry], on: date) -> str:
    """
    Return the day of the next conference for which the chronology is still to be read; "" for none.
    """
    called = sorted(
        day
        for entry in entries
        if entry.kind == "conference_called" and entry.stands
        for day in [str(entry.content.get("on") or "")[:10]]
        if day >= on.isoformat()
    )
    if not called:
        return ""
    review = last_review(entries)
    since = date.fromisoformat(called[0]) - READ_WITHIN
    return "" if review and review.occurred.last >= since else called[0]
