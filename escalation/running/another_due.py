"""The date of what is owed moves with the record: the conference is on another day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.by_rule import BY_RULE
from projections.plans.due import due_text, due_words

if TYPE_CHECKING:
    from projections.plans.planned_outcome import PlannedOutcome


def another_due(before: PlannedOutcome, shown: PlannedOutcome) -> bool:
    """
    Tell whether the record now shows another date than is kept, for one that nobody has moved.

    A clock stays under the edition that it began under: where the table itself was changed since,
    its date stays as well.
    """
    untouched = not any(move.by != BY_RULE for move in before.moves) and not before.level
    return untouched and before.edition == shown.edition and before.due != shown.due


def due_moved(before: PlannedOutcome, shown: PlannedOutcome) -> dict[str, Any]:
    """
    Say what the date was and is, as the record shows it; the first is kept for ever.
    """
    return {
        "outcome": str(before.id),
        "to": due_text(shown.due),
        "was": due_text(before.due),
        "reason": f"The record now shows that it is owed by {due_words(shown.due)}.",
    }
