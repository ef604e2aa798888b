"""What is owed because a question is asked: the duty that procedures attach, or its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.asked import Indicator


def owed_for(one: Indicator, outcomes: Iterable[PlannedOutcome]) -> PlannedOutcome | None:
    """
    Return what is owed still because of a question; None where nothing of this record is.
    """
    for outcome in outcomes:
        if not outcome.open or set(outcome.evidence).isdisjoint(one.evidence):
            continue
        duty = one.duty is not None and outcome.timescale == one.duty.timescale
        answer = outcome.origin == "indicator" and outcome.practice_id == one.practice_id
        if (outcome.origin == "trigger" and duty) or answer:
            return outcome
    return None
