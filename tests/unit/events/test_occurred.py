"""A date is shown as exactly as it is known, and never more exactly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.occurred import Occurred

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("occurred", "words"),
    [
        (Occurred.day(date(2006, 10, 13)), "13 October 2006"),
        (Occurred.month(2007, 3), "March 2007"),
        (Occurred.year(2007), "2007"),
        (Occurred.about(date(2006, 12, 1), date(2006, 12, 31)), "about December 2006"),
        (Occurred.about(date(2006, 12, 22), date(2006, 12, 22)), "about 22 December 2006"),
        (
            Occurred.between(date(2006, 11, 1), date(2006, 12, 31)),
            "between 1 November 2006 and 31 December 2006",
        ),
        (Occurred.before(date(2019, 5, 12)), "before 12 May 2019"),
        (Occurred.after(date(2019, 5, 12)), "after 12 May 2019"),
        (Occurred.from_text("before 2019-05"), "before 1 May 2019"),
        (Occurred.from_text("after 2019"), "after 31 December 2019"),
        (Occurred.instant(datetime(2007, 8, 3, 10, 36, tzinfo=UTC)), "3 August 2007, 11:36"),
    ],
)
def test_a_date_is_said_with_its_doubt_and_no_more_exactly(occurred: Occurred, words: str) -> None:
    assert occurred.words() == words


def test_a_call_just_after_midnight_in_summer_belongs_to_that_day_and_not_the_day_before() -> None:
    call = Occurred.instant(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))

    assert call.first == date(2026, 7, 2)


def test_a_month_comes_before_the_days_within_it_and_after_the_month_before() -> None:
    march = Occurred.month(2007, 3)

    assert (
        Occurred.day(date(2007, 2, 28)).order < march.order < Occurred.day(date(2007, 3, 2)).order
    )


def test_what_was_before_a_day_stands_just_before_that_day_and_what_was_after_just_after() -> None:
    told = [
        Occurred.day(date(2019, 5, 11)),
        Occurred.before(date(2019, 5, 12)),
        Occurred.day(date(2019, 5, 12)),
        Occurred.after(date(2019, 5, 12)),
        Occurred.day(date(2019, 5, 14)),
    ]

    assert sorted((told[n] for n in (3, 0, 4, 2, 1)), key=lambda one: one.order) == told


@pytest.mark.parametrize("open_", [Occurred.before, Occurred.after])
def test_a_date_open_to_one_side_reads_back_as_it_was_said(
    open_: Callable[[date], Occurred],
) -> None:
    said = open_(date(2019, 5, 12))

    assert Occurred.from_json(said.as_json()) == Occurred.from_text(said.text) == said


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        Occurred.between(date(2007, 2, 1), date(2007, 1, 1))


@given(DAYS, DAYS)
def test_a_date_reads_back_from_the_log_as_it_was_written(a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    for occurred in (
        Occurred.day(a),
        Occurred.month(a.year, a.month),
        Occurred.year(a.year),
        Occurred.about(first, last),
        Occurred.between(first, last),
    ):
        assert Occurred.from_json(occurred.as_json()) == occurred


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)))
def test_a_moment_reads_back_to_the_microsecond(moment: datetime) -> None:
    occurred = Occurred.instant(moment.replace(tzinfo=UTC))

    assert Occurred.from_json(occurred.as_json()) == occurred
