"""Limits in working days over weekends, Christmas, Easter, and each nation's own holidays."""

from __future__ import annotations

from datetime import date

import pytest

from escalation.errors import CalendarEnds
from escalation.working_days import Calendar, Nation, add_working_days, working_days_before

ENGLAND = Calendar()


@pytest.mark.parametrize(
    ("start", "days", "last_day_in_time"),
    [
        (date(2026, 3, 23), 1, date(2026, 3, 24)),
        (date(2026, 3, 27), 1, date(2026, 3, 30)),
        (date(2026, 3, 27), 0, date(2026, 3, 27)),
        # Started at a weekend: Monday is day 0.
        (date(2026, 3, 28), 1, date(2026, 3, 31)),
        (date(2026, 3, 28), 0, date(2026, 3, 30)),
        # Good Friday is 3 April, Easter Monday 6 April.
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 2), 15, date(2026, 4, 27)),
        (date(2026, 4, 3), 1, date(2026, 4, 8)),
        # Boxing Day of 2026 is a Saturday, so Monday 28 December is its substitute.
        (date(2026, 12, 23), 2, date(2026, 12, 29)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 12, 25), 1, date(2026, 12, 30)),
        # Christmas 2027: both substitutes, 27 and 28 December.
        (date(2027, 12, 24), 1, date(2027, 12, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        # A leap day is a day like others.
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2028, 2, 28), 2, date(2028, 3, 1)),
    ],
)
def test_a_limit_ends_with_its_last_working_day(start, days, last_day_in_time):
    assert add_working_days(start, days, ENGLAND) == last_day_in_time


@pytest.mark.parametrize(
    ("start", "last_day_in_time"),
    [
        (date(2026, 3, 27), date(2026, 3, 30)),
        (date(2026, 3, 28), date(2026, 3, 30)),
        (date(2026, 3, 29), date(2026, 3, 30)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 12, 24), date(2026, 12, 29)),
        (date(2026, 12, 25), date(2026, 12, 29)),
        (date(2026, 12, 27), date(2026, 12, 29)),
    ],
)
def test_a_baby_in_danger_at_a_weekend_does_not_wait_a_further_day(start, last_day_in_time):
    assert add_working_days(start, 1, ENGLAND, safety=True) == last_day_in_time


@pytest.mark.parametrize(
    ("nation", "last_day_in_time"),
    [
        (Nation.ENGLAND, date(2027, 1, 4)),
        (Nation.WALES, date(2027, 1, 4)),
        (Nation.NORTHERN_IRELAND, date(2027, 1, 4)),
        # 2 January is a Saturday in 2027, so Scotland has Monday as well.
        (Nation.SCOTLAND, date(2027, 1, 5)),
    ],
)
def test_each_nation_has_holidays_of_its_own(nation, last_day_in_time):
    start = date(2026, 12, 31)
    assert add_working_days(start, 1, Calendar(nation=nation)) == last_day_in_time


def test_the_boyne_and_saint_andrew_are_kept_where_they_are_kept():
    boyne, andrew = date(2027, 7, 12), date(2027, 11, 30)
    assert not Calendar(nation=Nation.NORTHERN_IRELAND).is_working(boyne)
    assert not Calendar(nation=Nation.SCOTLAND).is_working(andrew)
    assert ENGLAND.is_working(boyne)
    assert ENGLAND.is_working(andrew)


def test_a_partnerships_own_closure_is_not_worked():
    closed = Calendar(closures=frozenset({date(2026, 3, 24)}))
    assert add_working_days(date(2026, 3, 23), 1, closed) == date(2026, 3, 25)


def test_a_report_owed_before_a_conference_counts_back_over_easter():
    assert working_days_before(date(2026, 4, 8), 3, ENGLAND) == date(2026, 4, 1)


def test_a_date_mistyped_into_another_century_is_refused_rather_than_guessed():
    with pytest.raises(CalendarEnds) as refused:
        add_working_days(date(2262, 3, 1), 1, ENGLAND)
    assert refused.value.day.year == 2262
    with pytest.raises(CalendarEnds):
        add_working_days(date(9999, 12, 31), 1, ENGLAND)
