"""How an outcome stands once an entry has ended it: the one place that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.plans.planned_outcome import changed

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent
    from projections.plans.planned_outcome import PlannedOutcome, State


def achieved_by(opened: PlannedOutcome, event: RecordedEvent, because: str) -> PlannedOutcome:
    """
    Return what was opened as achieved by an entry, which is its evidence.

    Args:
        because: What the entry did, such as “Satisfied by”.
    """
    return _closed(opened, event, because, "achieved", (event.entry_id,))


def stopped_by(opened: PlannedOutcome, event: RecordedEvent) -> PlannedOutcome:
    """
    Return what was opened as withdrawn, because an entry ended it and nobody achieved it.
    """
    return _closed(opened, event, "Ended by", "withdrawn", opened.evidence_of_change)


def _closed(
    opened: PlannedOutcome,
    event: RecordedEvent,
    because: str,
    state: State,
    shown: tuple[str, ...],
) -> PlannedOutcome:
    return changed(
        opened,
        state=state,
        evidence_of_change=shown,
        # What ended before it was owed ends on the day on which it opened.
        closed_on=max(opened.opened, event.occurred.first),
        closed_because=f"{because} entry {event.entry_id}",
        closed_by=event.entry_id,
        satisfied_by=event.kind,
    )
