"""What may be typed into a question, and what is said when it may not."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import ValidationError

from events.fields import day, due, measure, partial_day, text, whole_number


def refused(field: Any, value: object) -> str:
    with pytest.raises(ValidationError) as error:
        field.deserialize(value)
    return str(error.value.messages[0])


@pytest.mark.parametrize(
    "known", ["2026-03-27", "2026-03", "2026", "", "2024-02-29", "0999", "1948-12"]
)
def test_a_date_of_birth_is_kept_as_exactly_as_it_is_known(known: str) -> None:
    assert partial_day("Date of birth").deserialize(known) == known


@pytest.mark.parametrize(
    "wrong", ["2026-13", "2025-02-29", "26", "03/2026", "2026-3", "2026-W10", "soon", "2026-03-2"]
)
def test_a_date_of_birth_that_cannot_be_is_refused_with_the_fix(wrong: str) -> None:
    assert "2026-03" in refused(partial_day("Date of birth"), wrong)


@pytest.mark.parametrize("when", ["2026-03-27", "2026-03-27T09:00:00Z", "2026-03-27T09:00+01:00"])
def test_what_is_owed_is_owed_by_a_day_or_a_moment(when: str) -> None:
    assert due("By when?").deserialize(when) == when


@pytest.mark.parametrize("when", ["2026-02-30", "2026-03-27T09:00:00", "tomorrow", "20260327", ""])
def test_a_moment_without_its_zone_is_no_due_date(when: str) -> None:
    assert "2026-03-27T14:30:00Z" in refused(due("By when?"), when)


@pytest.mark.parametrize("wrong", ["2026-02-30", "27/03/2026", "", "2026-03"])
def test_a_day_that_cannot_be_is_refused_with_the_fix(wrong: str) -> None:
    assert "2026-03-27" in refused(day("When?"), wrong)


def test_a_weight_is_stored_exactly_as_it_was_read() -> None:
    assert measure("Weight").deserialize("8.450") == "8.450"
    assert "8.45" in refused(measure("Weight"), "8,45 kg")


def test_words_of_blanks_are_no_answer() -> None:
    assert refused(text("Why?", required=True), " \n ") == "Answer “Why?”"


def test_too_many_words_are_refused_with_the_limit() -> None:
    assert refused(text("Why?", limit=10), "a" * 11) == "Shorten this to 10 characters or fewer"


@pytest.mark.parametrize("wrong", [-1, 28, "many", 2.5])
def test_a_count_that_cannot_be_is_refused_with_the_limits(wrong: object) -> None:
    assert "whole number" in refused(whole_number("How many?", most=27), wrong)
