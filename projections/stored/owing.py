"""What is owed to each of many children, counted: for lists, where no record is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import case, func, select

from events.clock import civil_day
from projections.plans.kept import from_text
from projections.plans.outcomes import judged
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy import Column, Connection

    from projections.plans.planned_outcome import PlannedOutcome

Key = TypeVar("Key")
_INSTANT = timedelta(microseconds=1)
QUESTION_ANSWERED = "Q01"
"""The timescale within which a question is answered, as `escalation/timescales` names it."""
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
    return _counted(connection, PLANNED_OUTCOME.c.child, children, now)


def owing_by_owner(
    connection: Connection, owners: Collection[str], now: datetime
) -> dict[str, Owing]:
    """
    Count what these people own and owe, over all children; who owes nothing has no count.

    Args:
        owners: Users' ids as text.
    """
    return _counted(connection, PLANNED_OUTCOME.c.owner, owners, now)


def questions_waiting(connection: Connection, children: Collection[UUID]) -> dict[UUID, int]:
    """
    Count the questions about these children to which an answer is owed and nobody gave one.
    """
    columns = PLANNED_OUTCOME.c
    counted = (
        select(columns.child, func.count().label("waiting"))
        .where(columns.child.in_(list(children)), columns.practice_id == QUESTION_ANSWERED)
        .where((columns.open == 1) & (columns.historic == 0))
        .group_by(columns.child)
    )
    return {row.child: row.waiting for row in connection.execute(counted)}


def _counted(
    connection: Connection, by: Column[Key], keys: Collection[Key], now: datetime
) -> dict[Key, Owing]:
    columns = PLANNED_OUTCOME.c
    late = columns.due_at <= now
    asked = list(keys)
    found: dict[Key, Owing] = {}
    for start in range(0, len(asked), SOME):
        counted = (
            select(
                by,
                func.count(),
                func.sum(case((late, 1), else_=0)),
                func.sum(case((columns.origin == "trigger", 1), else_=0)),
                func.min(case((late, None), else_=columns.due_at)),
            )
            .where(by.in_(asked[start : start + SOME]))
            .where((columns.open == 1) & (columns.historic == 0))
            .group_by(by)
        )
        for key, count, overdue, triggers, next_late in connection.execute(counted):
            found[key] = Owing(
                count=count,
                overdue=overdue,
                triggers=triggers,
                # Late at that instant, so that the day before it ends is the last.
                next_due=civil_day(next_late - _INSTANT) if next_late else None,
            )
    return found


def owed_for_handovers(
    connection: Connection, children: Collection[UUID], now: datetime
) -> dict[str, PlannedOutcome]:
    """
    Return what is still owed to each handover about these children, by the handover's entry.
    """
    columns = PLANNED_OUTCOME.c
    rows = connection.scalars(
        select(columns.body)
        .where(columns.child.in_(list(children)), columns.origin == "handover")
        .where(columns.open == 1)
    )
    every = (judged(from_text(body), civil_day(now), now) for body in rows)
    return {entry: one for one in every for entry in one.evidence}


def owed_by(
    connection: Connection, owners: Collection[str], now: datetime, *, limit: int = SOME
) -> tuple[PlannedOutcome, ...]:
    """
    Return what these people own and still owe, the latest first, then by date.

    Args:
        owners: Users' ids as text.
        limit: What is due later than so many others is left out.
    """
    columns = PLANNED_OUTCOME.c
    rows = connection.scalars(
        select(columns.body)
        .where(columns.owner.in_(list(owners)), columns.open == 1, columns.historic == 0)
        .order_by(columns.due_at)
        .limit(limit)
    )
    return tuple(judged(from_text(body), civil_day(now), now) for body in rows)
