"""A date is read no more exactly than it was written, and never where there is none."""

from __future__ import annotations

from datetime import date

import pytest

from events.occurred import Occurred, Precision
from service.importing.dates import occurred_on, recorded_on
from service.importing.fault import Fault

TODAY = date(2026, 3, 27)


@pytest.mark.parametrize(
    ("text", "precision", "first", "last", "kept"),
    [
        ("2025-02-03", "day", date(2025, 2, 3), date(2025, 2, 3), Precision.DAY),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2025", "year", date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR),
        ("2025-02-03", "approx", date(2025, 2, 3), date(2025, 2, 3), Precision.ABOUT),
        ("2025-02", "approx", date(2025, 2, 1), date(2025, 2, 28), Precision.ABOUT),
        ("2025", "approx", date(2025, 1, 1), date(2025, 12, 31), Precision.ABOUT),
        ("2025-05-12", "before", date(2025, 5, 11), date(2025, 5, 11), Precision.BEFORE),
        ("2025-05", "before", date(2025, 4, 30), date(2025, 4, 30), Precision.BEFORE),
        ("2025-05-12", "after", date(2025, 5, 13), date(2025, 5, 13), Precision.AFTER),
        ("2024", "after", date(2025, 1, 1), date(2025, 1, 1), Precision.AFTER),
        ("2026", "year", date(2026, 1, 1), date(2026, 12, 31), Precision.YEAR),
        ("2026-03-27", "day", TODAY, TODAY, Precision.DAY),
    ],
)
def test_a_date_keeps_its_doubt(text, precision, first, last, kept):
    assert occurred_on(text, precision, TODAY) == Occurred(first=first, last=last, precision=kept)


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-29",
        "2025-13",
        "2025-00",
        "0000",
        "20250203",
        "03/02/2025",
        "2025-2-3",
        "soon",
        "",
        "2025-W06-1",
    ],
)
def test_an_impossible_date_is_refused(text):
    fault = occurred_on(text, "day", TODAY)
    assert isinstance(fault, Fault)
    assert fault.column == "occurred_on"


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2025-02", "day"),
        ("2025-02-03", "month"),
        ("2025-02", "year"),
        ("2025", "day"),
        ("2025", ""),
        ("2025", "exact"),
    ],
)
def test_a_precision_that_does_not_fit_its_date_is_refused(text, precision):
    fault = occurred_on(text, precision, TODAY)
    assert isinstance(fault, Fault)
    assert fault.column == "occurred_precision"


@pytest.mark.parametrize(
    ("text", "precision"), [("2026-03-28", "day"), ("2026-04", "month"), ("2027", "approx")]
)
def test_what_has_not_happened_yet_is_refused(text, precision):
    fault = occurred_on(text, precision, TODAY)
    assert isinstance(fault, Fault)
    assert fault.column == "occurred_on"
    assert "after the day of the import" in fault.reason


def test_a_fact_cannot_be_recorded_before_it_happened():
    occurred = Occurred.day(date(2025, 2, 3))
    assert isinstance(recorded_on("2025-02-02", occurred, TODAY), Fault)
    assert isinstance(recorded_on("2025-01", occurred, TODAY), Fault)
    assert recorded_on("2025-02", occurred, TODAY) == (date(2025, 2, 1), date(2025, 2, 28))


def test_nobody_learns_tomorrow():
    assert isinstance(recorded_on("2026-03-28", None, TODAY), Fault)
    assert recorded_on("2026-03", None, TODAY) == (date(2026, 3, 1), date(2026, 3, 31))
