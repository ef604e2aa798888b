"""A date as somebody types it: as exactly as is known, and never more exactly."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from werkzeug.datastructures import MultiDict

from events.occurred import Occurred
from service.web.forms.when import DateUnclear, filled, when


def _typed(**boxes: str) -> MultiDict[str, str]:
    return MultiDict({f"occurred-{name.replace('_', '-')}": value for name, value in boxes.items()})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (_typed(day="27", month="3", year="2026"), Occurred.day(date(2026, 3, 27))),
        (_typed(month="3", year="2026"), Occurred.month(2026, 3)),
        (_typed(year="2026"), Occurred.year(2026)),
        (
            _typed(day="1", month="3", year="2026", how="about"),
            Occurred.about(date(2026, 3, 1), date(2026, 3, 1)),
        ),
        (
            _typed(month="3", year="2026", how="about"),
            Occurred.about(date(2026, 3, 1), date(2026, 3, 31)),
        ),
        (
            _typed(year="2025", how="about", until_month="2", until_year="2026"),
            Occurred.about(date(2025, 1, 1), date(2026, 2, 28)),
        ),
        (
            _typed(day="12", month="5", year="2026", how="before"),
            Occurred.before(date(2026, 5, 12)),
        ),
        (_typed(month="5", year="2026", how="after"), Occurred.after(date(2026, 5, 31))),
        (
            _typed(month="11", year="2026", how="between", until_month="12", until_year="2026"),
            Occurred.between(date(2026, 11, 1), date(2026, 12, 31)),
        ),
        (
            _typed(day="1", month="7", year="2026", time="14.30"),
            Occurred.instant(datetime(2026, 7, 1, 13, 30, tzinfo=UTC)),
        ),
        (
            _typed(day="1", month="7", year="2026", time="9:05"),
            Occurred.instant(datetime(2026, 7, 1, 8, 5, tzinfo=UTC)),
        ),
    ],
)
def test_what_is_not_known_is_never_invented(typed: MultiDict[str, str], meant: Occurred) -> None:
    assert when(typed) == meant


@pytest.mark.parametrize(
    "meant",
    [
        Occurred.day(date(2026, 3, 27)),
        Occurred.month(2026, 3),
        Occurred.year(2026),
        Occurred.about(date(2026, 3, 1), date(2026, 3, 31)),
        Occurred.about(date(2026, 11, 1), date(2026, 12, 31)),
        Occurred.between(date(2026, 11, 3), date(2026, 12, 31)),
        Occurred.between(date(2026, 11, 1), date(2026, 11, 30)),
        Occurred.before(date(2026, 5, 12)),
        Occurred.after(date(2026, 5, 12)),
        Occurred.instant(datetime(2026, 1, 1, 8, 5, tzinfo=UTC)),
    ],
)
def test_correcting_an_entry_starts_from_the_date_that_it_has(meant: Occurred) -> None:
    assert when(MultiDict(filled(meant))) == meant


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        (_typed(), "Say when it happened"),
        (_typed(day="31", month="2", year="2026"), "real date"),
        (_typed(day="1", year="2026"), "month as well"),
        (_typed(day="1", month="3", year="26"), "four figures"),
        (_typed(day="first", month="3", year="2026"), "numbers"),
        (_typed(month="3", year="2026", time="14:30"), "day as well"),
        (_typed(day="1", month="3", year="2026", how="about", time="14:30"), "time empty"),
        (_typed(day="1", month="3", year="2026", how="before", time="14:30"), "time empty"),
        (
            _typed(year="2026", until_month="3", until_year="2027"),
            "later date empty",
        ),
        (_typed(year="2026", how="before", until_year="2026"), "later date empty"),
        (_typed(day="1", month="3", year="2026", time="25:00"), "hours and minutes"),
        (_typed(day="29", month="3", year="2026", time="01:30"), "clocks went forward"),
        (_typed(month="3", year="2026", how="between", until_year="2025"), "earlier date first"),
    ],
)
def test_a_date_that_cannot_be_says_how_to_mend_it(typed: MultiDict[str, str], fix: str) -> None:
    with pytest.raises(DateUnclear, match=fix):
        when(typed)
