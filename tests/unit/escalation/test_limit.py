"""By when something is owed, in every unit, over both clock changes and the ends of months."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from escalation.errors import CalendarEnds
from escalation.limit import Limit, Unit
from escalation.working_days import Calendar
from projections.plans.due import overdue_from

ENGLAND = Calendar()


def due(number, unit, start, **more):
    return Limit(number=number, unit=unit, **more).due(start, ENGLAND)


@pytest.mark.parametrize(
    ("number", "unit", "start", "expected"),
    [
        (0, Unit.SAME_DAY, date(2026, 12, 25), date(2026, 12, 25)),
        (28, Unit.CALENDAR_DAYS, date(2026, 2, 1), date(2026, 3, 1)),
        (28, Unit.CALENDAR_DAYS, date(2028, 2, 1), date(2028, 2, 29)),
        (6, Unit.WEEKS, date(2026, 12, 1), date(2027, 1, 12)),
        (3, Unit.MONTHS, date(2026, 11, 30), date(2027, 2, 28)),
        (3, Unit.MONTHS, date(2027, 11, 30), date(2028, 2, 29)),
        (6, Unit.MONTHS, date(2026, 8, 31), date(2027, 2, 28)),
        (12, Unit.MONTHS, date(2028, 2, 29), date(2029, 2, 28)),
        (1, Unit.WORKING_DAYS, date(2026, 12, 24), date(2026, 12, 29)),
    ],
)
def test_the_last_day_in_time(number, unit, start, expected):
    assert due(number, unit, start) == expected


def test_an_evening_and_a_morning_of_one_friday_have_the_same_limit():
    morning = datetime(2026, 3, 27, 9, tzinfo=UTC)
    evening = datetime(2026, 3, 27, 23, 59, tzinfo=UTC)
    limits = {due(1, Unit.WORKING_DAYS, moment) for moment in (morning, evening)}
    assert limits == {date(2026, 3, 30)}


def test_just_after_midnight_in_summer_is_already_the_next_day():
    after_midnight = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert due(1, Unit.WORKING_DAYS, after_midnight) == date(2026, 7, 3)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        # Clocks go forward on 29 March 2026 and back on 25 October.
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 12, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)),
    ],
)
def test_24_hours_are_24_hours_when_the_clocks_change(start, expected):
    assert due(24, Unit.HOURS, start) == expected


def test_hours_from_a_day_alone_run_from_its_beginning():
    assert due(24, Unit.HOURS, date(2026, 7, 1)) == datetime(2026, 7, 1, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "late_from"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 29, 0, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 23, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 26, 0, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_as_people_here_count_it(day, late_from):
    assert overdue_from(day) == late_from


def test_a_limit_past_the_end_of_the_calendar_is_refused():
    with pytest.raises(CalendarEnds):
        due(3, Unit.MONTHS, date(9999, 12, 1))
