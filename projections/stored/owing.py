"""What is owed to each of many children, counted: for lists, where no record is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from events.clock import civil_day
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy import Connection

_INSTANT = timedelta(microseconds=1)
SOME = 500
"""Children asked for in one question."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Owing:
    """
    What is open for one child and was not history when it reached this log.

    Args:
        overdue: How many of them are late.
        triggers: How many of them a mandatory question opened.
        next_due: The last day in time for the next of those that are not late.
    """

    count: int
    overdue: int
    triggers: int
    next_due: date | None


def owing(connection: Connection, children: Collection[UUID], now: datetime) -> dict[UUID, Owing]:
    """
    Count what is owed to these children; a child to whom nothing is owed has no count.
    """
    columns = PLANNED_OUTCOME.c
    late = columns.due_at <= now
    asked = list(children)
    found: dict[UUID, Owing] = {}
    for start in range(0, len(asked), SOME):
        counted = (
            select(
                columns.child,
                func.count(),
                func.sum(case((late, 1), else_=0)),
                func.sum(case((columns.origin == "trigger", 1), else_=0)),
                func.min(case((late, None), else_=columns.due_at)),
            )
            .where(columns.child.in_(asked[start : start + SOME]))
            .where((columns.open == 1) & (columns.historic == 0))
            .group_by(columns.child)
        )
        for child, count, overdue, triggers, next_late in connection.execute(counted):
            found[child] = Owing(
                count=count,
                overdue=overdue,
                triggers=triggers,
                # Late at that instant, so that the day before it ends is the last.
                next_due=civil_day(next_late - _INSTANT) if next_late else None,
            )
    return found
