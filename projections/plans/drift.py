"""Drift: what is carried from conference to conference without being achieved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from projections.child_record import ChildRecord
    from projections.plans.planned_outcome import PlannedOutcome


def conferences(record: ChildRecord) -> tuple[date, ...]:
    """
    Return the days on which a conference about the child was held, in order.
    """
    return tuple(
        sorted(
            event.occurred.first
            for event in standing(record.events)
            if event.kind == "conference_held" and record.child in event.people("child")
        )
    )


def rolled_over(outcome: PlannedOutcome, held: Iterable[date]) -> int:
    """
    Return how many conferences came after something was planned and left it open.

    The conference that planned it is not one of them, and nor is one on the day on which it ended.

    Source: "Learning the lessons from Serious Case Reviews", slide 8.
    """
    if outcome.origin != "plan":
        return 0
    ended = outcome.closed_on
    return sum(outcome.opened < day and (ended is None or day < ended) for day in set(held))
