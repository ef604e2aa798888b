"""Outcomes as the command line and the API tell them; the keys are a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projections.plans.due import due_text
from projections.plans.outcomes import overdue_days

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from projections.child_record import ChildRecord
    from projections.plans.planned_outcome import Moved, PlannedOutcome, Raised


def cited(record: ChildRecord) -> dict[str, str]:
    """
    Return how each entry of a record is cited: by the import's row where there is one.
    """
    return {e.entry_id: e.origin.ref if e.origin else e.entry_id for e in record.events}


def as_json(
    outcome: PlannedOutcome, on: date, cited_as: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """
    Return one outcome as plain JSON.

    Args:
        on: The day for which it was judged.
        cited_as: How to cite each entry; those not in it keep their number.
    """
    names = cited_as or {}

    def entries(numbers: tuple[str, ...]) -> list[str]:
        return [names.get(number, number) for number in numbers]

    return {
        "id": str(outcome.id),
        "child": str(outcome.child),
        "origin": outcome.origin,
        "practice_id": outcome.practice_id,
        "desired": outcome.desired,
        "said": outcome.said,
        "risk": outcome.risk,
        "response": outcome.response,
        "measure": outcome.measure,
        "owner": outcome.owner,
        "responsible": outcome.responsible,
        "agency": outcome.agency,
        "opened": outcome.opened.isoformat(),
        "due": due_text(outcome.due),
        "original_due": due_text(outcome.original_due),
        "limit": outcome.limit_words,
        "state": outcome.state,
        "overdue_days": overdue_days(outcome, on),
        "moves": [_move(move) for move in outcome.moves],
        "evidence": entries(outcome.evidence),
        "evidence_of_change": entries(outcome.evidence_of_change),
        "closed_on": due_text(outcome.closed_on),
        "closed_because": outcome.closed_because,
        "closed_by": names.get(outcome.closed_by, outcome.closed_by),
        "historic": outcome.historic,
        "stored": outcome.stored,
        "escalations": [_raised(one) for one in outcome.escalations],
    }


def _move(move: Moved) -> dict[str, Any]:
    return {
        "was": due_text(move.was),
        "to": due_text(move.to),
        "on": move.on.isoformat(),
        "by": move.by,
        "reason": move.reason,
    }


def _raised(one: Raised) -> dict[str, Any]:
    return {
        "level": one.level,
        "at": _moment(one.at),
        "to": list(one.to),
        "to_words": list(one.to_words),
        "acknowledged": _moment(one.acknowledged),
        "understood": one.understood,
        "will_do": one.will_do,
        "by_when": due_text(one.by_when),
        "resolved": _moment(one.resolved),
        "reason": one.reason,
        "entry": str(one.position),
    }


def _moment(moment: datetime | None) -> str | None:
    return due_text(moment)
