"""What a reader is told of dates and ages, as a person would say it."""

from __future__ import annotations

from events.dates_said import age_said


def test_an_age_is_said_in_months_where_it_is_a_number_of_months_and_else_in_days() -> None:
    assert [age_said(days) for days in (7, 30, 183, 200, 274)] == [
        "7 days",
        "1 month (30 days)",
        "6 months (183 days)",
        "200 days",
        "9 months (274 days)",
    ]
