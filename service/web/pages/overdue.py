"""What is overdue, by team and in the whole partnership, over the last half year; no child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from projections.plans.kept import from_text
from projections.plans.overdue_over_time import Week, overdue_by_week, week_ends
from projections.stored.models.planned_outcome import PLANNED_OUTCOME
from service.access.accounts import accounts, teams
from service.access.policy import Action
from service.web.page import Answer, Page, Shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from projections.plans.planned_outcome import PlannedOutcome
    from service.web.visit import Visit
    from service.wiring import Session

NOBODY = "No team: owners without one, or nobody named"


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """
    One group's weeks, and its longest bar.
    """

    name: str
    weeks: tuple[Week, ...]

    @property
    def most(self) -> int:
        """
        The most that was ever overdue at a week's end, at least 1.
        """
        return max([week.overdue for week in self.weeks] + [1])

    @property
    def shown(self) -> tuple[Week, ...]:
        """
        The weeks from the first in which anything was overdue; the last at least.
        """
        first = next((n for n, week in enumerate(self.weeks) if week.overdue), -1)
        return self.weeks[first:]

    @property
    def now(self) -> int:
        """
        How many are overdue now.
        """
        return self.weeks[-1].overdue


def view(visit: Visit) -> Answer:
    """
    Draw the partnership's picture and each team's.
    """
    with visit.throughline.reading() as session:
        days = week_ends(session.today)
        owed = list(_owed(session, days[0]))
        by_owner = _teams(session)
    groups: dict[str, list[PlannedOutcome]] = {}
    for one in owed:
        groups.setdefault(by_owner.get(one.owner, NOBODY), []).append(one)
    now = visit.throughline.clock.now()
    return Shown(
        values={
            "whole": Drawn(name="The whole partnership", weeks=overdue_by_week(owed, days, now)),
            "teams": [
                Drawn(name=name, weeks=overdue_by_week(of, days, now))
                for name, of in sorted(groups.items())
            ],
        }
    )


def _owed(session: Session, first: date) -> Iterator[PlannedOutcome]:
    columns = PLANNED_OUTCOME.c
    rows = session.connection.execution_options(yield_per=1000).execute(
        select(columns.body).where(columns.historic == 0)
    )
    for row in rows:
        outcome = from_text(row.body)
        if outcome.closed_on is None or outcome.closed_on > first:
            yield outcome


def _teams(session: Session) -> dict[str, str]:
    named = {one.id: f"{one.name}, {one.agency}" for one in teams(session.connection)}
    return {
        str(one.id): named[one.team_id]
        for one in accounts(session.connection)
        if one.team_id in named
    }


PAGE = Page(path="/overdue", title="Overdue over time", policy=Action.READ_OVERDUE, view=view)
