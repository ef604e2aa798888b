"""What is owed because a question is asked: the duty that procedures attach, or its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.asked import Indicator


class Owing:
    """
    What is owed still, found by the entries that opened it: a long record opens thousands, and
    hundreds of questions look for theirs.

    Args:
        outcomes: What is owed and what was, in the order in which the first that fits counts.
    """

    def __init__(self, outcomes: Iterable[PlannedOutcome]) -> None:
        self._opened_by: dict[str, dict[int, PlannedOutcome]] = {}
        for place, outcome in enumerate(outcomes):
            if outcome.open:
                for number in outcome.evidence:
                    self._opened_by.setdefault(number, {})[place] = outcome

    def because_of(self, one: Indicator) -> PlannedOutcome | None:
        """
        Return what is owed still because of a question; None where nothing of this record is.
        """
        found: dict[int, PlannedOutcome] = {}
        for number in one.evidence:
            found |= self._opened_by.get(number, {})
        fitting = (place for place, outcome in found.items() if _fits(one, outcome))
        first = min(fitting, default=None)
        return None if first is None else found[first]


def _fits(one: Indicator, outcome: PlannedOutcome) -> bool:
    if outcome.origin == "trigger" and one.duty is not None:
        return outcome.timescale == one.duty.timescale
    return outcome.origin == "indicator" and outcome.practice_id == one.practice_id
