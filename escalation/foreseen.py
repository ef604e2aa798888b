"""What a ladder would do if nobody acted: who hears, at which moment; pure, for any day ahead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from escalation.ladder import steps
from projections.plans.due import overdue_from
from projections.plans.planned_outcome import Raised

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from escalation.ladder import Ladder, Step
    from escalation.people import Directory
    from escalation.working_days import Calendar
    from projections.plans.planned_outcome import PlannedOutcome

ROUNDS = 2
"""How often the last level is shown to hear: that it goes on is said in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreseen:
    """
    One telling that lies ahead.
    """

    at: datetime
    step: Step


def foreseen(
    outcome: PlannedOutcome,
    ladder: Ladder,
    people: Directory,
    *,
    calendar: Calendar,
    now: datetime | None = None,
) -> Iterator[Foreseen]:
    """
    Yield who hears when, from the moment something is overdue, if nobody ever answers.

    Args:
        now: From when on; the moment it is overdue where that is later, or where none is given.

    Raises:
        CalendarEnds: It lies beyond the years for which bank holidays are known.
    """
    if outcome.due is None:
        return
    late = overdue_from(outcome.due)
    at = max(outcome.next_at or late, now or late)
    top = 0
    while top < ROUNDS:
        for step in steps(outcome, ladder, people, now=at, calendar=calendar):
            yield Foreseen(at=at, step=step)
            outcome = _after(outcome, ladder, step, at)
        top += step.level == len(ladder.levels)
        at = step.next_at


def _after(outcome: PlannedOutcome, ladder: Ladder, step: Step, at: datetime) -> PlannedOutcome:
    told = Raised(
        level=step.level,
        at=at,
        to=tuple(str(one.who.id) for one in step.told),
        position=0,
        cycle=step.cycle,
        ladder=ladder.name,
        ladder_version=ladder.version,
        levels=len(ladder.levels),
        next_step=step.next_at,
        ends=step.ends,
    )
    return replace(
        outcome,
        escalations=(*outcome.escalations, told),
        level=step.level,
        cycle=max(outcome.cycle, step.cycle),
        next_at=step.next_at,
    )
