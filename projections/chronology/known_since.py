"""Says since when something about somebody is known, and where nobody knows since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.clock import civil_day
from events.dates_said import day_said
from events.recorded_event import SOMEBODY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from events.recorded_event import RecordedEvent
    from projections.chronology.chronology import Chronology


def brought(event: RecordedEvent) -> bool:
    """
    Tell whether an import says nothing of when this was first learned.

    Such a fact counts as known from the day on which it was brought in, so that no view knows it
    early; yet that is no day on which any agency learned it, and nobody may read it so.
    """
    return event.origin is not None and all(
        one.agency == SOMEBODY and one.how == "recorded" and one.on == civil_day(event.recorded)
        for one in event.learned
    )


def known_since(told: Chronology, because: str, known_from: date) -> str:
    """
    Say since when a fact is known, by the number of the entry that says so.
    """
    event = told.once(_by_number).get(because)
    if event is not None and brought(event):
        return f"Not in the import when it was learned; in this record since {day_said(known_from)}"
    return f"Known since {day_said(known_from)}"


def _by_number(told: Chronology) -> Mapping[str, RecordedEvent]:
    return {event.entry_id: event for event in told.record.events}
