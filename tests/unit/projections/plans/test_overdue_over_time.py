"""What is overdue now is counted as on every other list; a week's end by the dates of then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from projections.plans.overdue_over_time import overdue_by_week, week_ends
from projections.plans.planned_outcome import PlannedOutcome

NOW = datetime(2026, 3, 27, 21, 39, tzinfo=UTC)
OWED = PlannedOutcome(
    id=UUID(int=1), child=UUID(int=2), origin="plan", desired="", opened=date(2026, 3, 1)
)


def counted(due: date | datetime) -> list[int]:
    one = replace(OWED, due=due, original_due=due)
    return [week.overdue for week in overdue_by_week([one], week_ends(date(2026, 3, 27)), NOW)][-2:]


def test_what_fell_due_at_an_hour_of_today_is_overdue_now_as_on_the_childs_own_list():
    assert counted(datetime(2026, 3, 27, 21, 36, tzinfo=UTC)) == [0, 1]
    assert counted(datetime(2026, 3, 27, 21, 40, tzinfo=UTC)) == [0, 0]


def test_a_day_is_not_late_before_it_is_over():
    assert counted(date(2026, 3, 27)) == [0, 0]
    assert counted(date(2026, 3, 26)) == [0, 1]
    # The Sunday before.
    assert counted(date(2026, 3, 22)) == [0, 1]
    assert counted(date(2026, 3, 21)) == [1, 1]
