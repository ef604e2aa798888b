"""How much was overdue at the end of each week, and how far up it had gone; pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from events.clock import civil_day
from projections.plans.due import overdue_from, start_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from projections.plans.planned_outcome import PlannedOutcome

WEEKS = 26


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """
    One week's end.

    Args:
        day: Its last day, or today.
        by_level: How many were overdue by the level that had been told; 0 where nobody had.
    """

    day: date
    by_level: dict[int, int]

    @property
    def overdue(self) -> int:
        """
        How many were overdue in all.
        """
        return sum(self.by_level.values())


def week_ends(on: date, weeks: int = WEEKS) -> tuple[date, ...]:
    """
    Return the last days of so many weeks, Sundays, the last of them the given day.
    """
    sunday = on - timedelta(days=(on.weekday() + 1) % 7)
    ends = [sunday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    return tuple(ends) if sunday == on else (*ends[1:], on)


def overdue_by_week(
    outcomes: Iterable[PlannedOutcome], days: Sequence[date], now: datetime
) -> tuple[Week, ...]:
    """
    Count at the end of each day what was overdue then, by the dates that were in force then.

    Of a day that is not over it is what is overdue now, as every list of the same counts it.
    """
    counts = {day: Counter[int]() for day in days}
    for outcome in outcomes:
        for day in days:
            if _overdue(outcome, day, now):
                counts[day][_level(outcome, day)] += 1
    return tuple(Week(day=day, by_level=dict(counts[day])) for day in days)


def _overdue(outcome: PlannedOutcome, day: date, now: datetime) -> bool:
    if outcome.historic or outcome.opened > day:
        return False
    if outcome.closed_on is not None and outcome.closed_on <= day:
        return False
    due = outcome.original_due
    for move in outcome.moves:
        if move.on <= day:
            due = move.to
    if due is None:
        return False
    late_at = overdue_from(due)
    # What is due by the end of a day is not late yet at its end.
    return late_at <= now and late_at < start_of(day + timedelta(days=1))


def _level(outcome: PlannedOutcome, day: date) -> int:
    since = max((move.on for move in outcome.moves if move.on <= day), default=None)
    levels = [
        raised.level
        for raised in outcome.escalations
        if civil_day(raised.at) <= day and (since is None or civil_day(raised.at) > since)
    ]
    return levels[-1] if levels else 0
