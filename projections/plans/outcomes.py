"""Every outcome ever planned for a child, as it was known on a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from projections.plans.due import day_of, overdue_from, start_of
from projections.plans.fold import ENDING, NAMING, fold
from projections.plans.planned_outcome import changed
from projections.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord
    from projections.plans.planned_outcome import PlannedOutcome, State


OWING = NAMING | ENDING | {"outcome_planned", "entry_struck_out"}
"""The kinds from which what is owed is folded; no other changes anything of it."""

_READ = OWING | {"entry_corrected"}


def outcomes(
    record: ChildRecord, on: date, at: datetime | None = None
) -> tuple[PlannedOutcome, ...]:
    """
    Return every outcome that was ever planned for a child, as known by the end of a day.

    Args:
        at: The moment to judge by, where the day is today and not over yet.
    """
    known = record.known_at(on)
    folded = fold_all(record.child, known.events)
    return tuple(judged(outcome, on, at) for outcome in folded.values())


def fold_all(child: UUID, events: Iterable[RecordedEvent]) -> dict[UUID, PlannedOutcome]:
    """
    Fold events into the outcomes of one child by id, without asking what day it is.

    An outcome that reaches the log after a death or closure that ended it is ended at once.
    """
    found: dict[UUID, PlannedOutcome] = {}
    rows: dict[tuple[str, str], UUID] = {}
    endings: list[RecordedEvent] = []
    for event in standing(event for event in events if event.kind in _READ):
        match event.kind:
            case "outcome_planned" if child in event.people("child"):
                opened = found.get(event.stream) or _opened(child, event, endings)
                if opened is not None:
                    found[event.stream] = opened
                    if opened.source_ref:
                        rows[opened.source, opened.source_ref] = opened.id
            case kind if kind in NAMING:
                concerned = found.get(named(event) or rows.get(row_named(event), event.stream))
                if concerned is not None:
                    found[concerned.id] = fold(concerned, event) or concerned
            case kind if kind in ENDING or kind == "entry_struck_out":
                if kind in ENDING:
                    endings.append(event)
                for id_, outcome in found.items():
                    found[id_] = fold(outcome, event) or outcome
            case _:
                pass
    return found


def judged(outcome: PlannedOutcome, on: date, at: datetime | None = None) -> PlannedOutcome:
    """
    Say of an open outcome whether it is overdue by the end of a day, or at a moment of it.
    """
    if not outcome.open or outcome.due is None:
        return outcome
    end = start_of(on + timedelta(days=1))
    late_at = overdue_from(outcome.due)
    late = late_at <= at if at is not None and at < end else late_at < end
    state: State = "overdue" if late else "planned"
    return outcome if outcome.state == state else changed(outcome, state=state)


def overdue_days(outcome: PlannedOutcome, on: date) -> int:
    """
    Return for how many days something still owed has been late; 0 where it is not.
    """
    if outcome.state != "overdue" or outcome.due is None:
        return 0
    return max((on - day_of(outcome.due)).days, 0)


def named(event: RecordedEvent) -> UUID | None:
    """
    Return the id of the outcome that an event names by id; None where it names none so.
    """
    try:
        return UUID(str(event.content.get("outcome", "")))
    except ValueError:
        return None


def row_named(event: RecordedEvent) -> tuple[str, str]:
    """
    Return the import and the row by which an event names its outcome; "" where it names none.
    """
    source = event.origin.source if event.origin else ""
    return source, str(event.content.get("outcome", ""))


def _opened(
    child: UUID, event: RecordedEvent, endings: list[RecordedEvent]
) -> PlannedOutcome | None:
    opened = fold(None, event)
    if opened is None:
        return None
    opened = changed(opened, child=child)
    for ending in endings:
        opened = fold(opened, ending) or opened
    return opened
