"""Everything that was ever owed to a child, as it was known on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.opening import derived
from escalation.practice import ENGLAND
from projections.plans.due import day_of
from projections.plans.outcomes import outcomes
from projections.plans.planned_outcome import changed

if TYPE_CHECKING:
    from datetime import date, datetime

    from escalation.practice import Practice
    from projections.child_record import ChildRecord
    from projections.plans.planned_outcome import PlannedOutcome


WRONG_CHILD = "What an entry that was another child's asks for"


def owed(
    record: ChildRecord,
    on: date,
    *,
    practice: Practice = ENGLAND,
    at: datetime | None = None,
    late_records: bool = True,
) -> tuple[PlannedOutcome, ...]:
    """
    Return every outcome ever opened, whatever its state, in the order they were opened.

    What triggers open is derived on any day; what the log holds of the same outcome, its owner,
    its moved dates and its escalations, counts before it.

    Args:
        at: The moment to judge by, where the day is today and not over yet.
        late_records: Whether what was recorded too late is among them: nobody owes it any more.
    """
    derives = derived(record, on, practice=practice, at=at, late_records=late_records)
    by_rule = {outcome.id: outcome for outcome in derives}
    for outcome in outcomes(record, on, at):
        by_rule[outcome.id] = (
            together(outcome, by_rule[outcome.id]) if outcome.id in by_rule else outcome
        )
    told = (_kept_back(outcome, record) for outcome in by_rule.values())
    return tuple(sorted(told, key=_order))


def _kept_back(outcome: PlannedOutcome, record: ChildRecord) -> PlannedOutcome:
    """
    Take the words from what was owed because of another child's entry: they say what it told of.
    """
    if not outcome.evidence or not record.wrong_child.keys() >= set(outcome.evidence):
        return outcome
    return without_words(outcome, WRONG_CHILD)


def without_words(outcome: PlannedOutcome, instead: str) -> PlannedOutcome:
    """
    Return an outcome that says that something is owed, by whom and when, and not what or why.
    """
    return changed(
        outcome,
        desired=instead,
        risk="",
        response="",
        measure="",
        practice_id="",
        timescale="",
    )


def together(stored: PlannedOutcome, derives: PlannedOutcome) -> PlannedOutcome:
    """
    Return a stored outcome as the record now shows it satisfied, or no longer satisfied.
    """
    reopened = bool(stored.satisfied_by) and derives.open
    if stored.open == derives.open or not (stored.open or reopened):
        return stored
    return changed(
        stored,
        state=derives.state,
        closed_on=derives.closed_on,
        closed_because=derives.closed_because,
        closed_by=derives.closed_by,
        evidence_of_change=derives.evidence_of_change,
        satisfied_by=derives.satisfied_by,
        next_at=None if not derives.open else stored.next_at,
    )


def _order(outcome: PlannedOutcome) -> tuple[date, date, str]:
    return (outcome.opened, day_of(outcome.due) if outcome.due else outcome.opened, str(outcome.id))
