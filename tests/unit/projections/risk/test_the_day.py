"""A day that is compared notes for how long the answer stands, and never for too long."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from projections.risk.the_day import NEVER, Day, Until

if TYPE_CHECKING:
    from collections.abc import Callable

ON, LATER = date(2026, 3, 2), date(2026, 3, 20)

LOOKS: dict[str, Callable[[date], object]] = {
    "before": lambda day: day < LATER,
    "after": lambda day: day > LATER,
    "not before": lambda day: day >= LATER,
    "not after": lambda day: day <= LATER,
    "that day": lambda day: day == LATER,
    "another day": lambda day: day != LATER,
    "a window": lambda day: day - timedelta(days=5) < LATER <= day + timedelta(days=7),
    "in order": lambda day: sorted([LATER, day, ON]) == sorted([ON, day, LATER]),
    "the later": lambda day: max(LATER, day) == LATER,
    "found in a list": lambda day: bisect_right([LATER, date(2026, 4, 1)], day),
    "a span": lambda day: day - LATER > timedelta(days=3),
    "a span the other way": lambda day: LATER - day > timedelta(days=3),
    "its month": lambda day: day.month,
    "as text": lambda day: f"{day}",
    "as a key": {LATER: 1}.get,
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_what_is_found_stands_until_the_day_that_is_noted(look) -> None:
    until = Until(ON)

    found = look(Day.asked(ON, until))

    assert found == look(ON)
    days = (ON + timedelta(days=n) for n in range(60))
    assert all(look(day) == found for day in days if day.toordinal() < until.day)


@pytest.mark.parametrize("name", ["before", "not after", "a window", "found in a list"])
def test_a_comparison_is_not_made_again_before_it_turns_out_otherwise(name) -> None:
    until = Until(ON)
    LOOKS[name](Day.asked(ON, until))

    assert until.day > ON.toordinal() + 5


def test_a_day_that_has_passed_is_never_looked_at_again() -> None:
    until = Until(ON)

    assert Day.asked(ON, until) > date(2026, 1, 1)
    assert until.day == NEVER
