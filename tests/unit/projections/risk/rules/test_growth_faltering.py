"""Somebody follows a child whose growth falls."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.growth_faltering import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def measured(position: int, of_life: int, **content: str) -> Any:
    return entry(position, "growth_measurement", of_life, content={"taken": "yes"} | content)


def test_a_fall_across_a_space_of_the_chart_is_asked_about() -> None:
    events = [measured(10, 400, centile="55"), measured(11, 460, centile="20")]

    assert [(one.evidence, one.about) for one in found(RULE, events, day(460))] == [
        (("10", "11"), "11")
    ]


def test_a_fall_within_a_space_is_not() -> None:
    events = [measured(10, 400, centile="48"), measured(11, 460, centile="26")]

    assert found(RULE, events, day(460)) == []


def test_an_infant_who_lost_weight_is_asked_about() -> None:
    events = [measured(10, 100, weight="5.40"), measured(11, 130, weight="5.25")]

    assert [one.evidence for one in found(RULE, events, day(130))] == [("10", "11")]


def test_what_a_clinician_explained_is_answered() -> None:
    events = [
        measured(10, 100, weight="5.40"),
        measured(11, 130, weight="5.25", clinician_reason="Gastroenteritis, seen today."),
    ]

    assert found(RULE, events, day(130)) == []


def test_a_measurement_that_was_due_and_is_four_weeks_late_is_asked_about() -> None:
    events = [measured(10, 100, weight="5.40", due=day(130).isoformat())]

    assert found(RULE, events, day(157)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(158))] == [
        (("10",), day(158))
    ]


def test_a_child_who_was_to_be_measured_and_was_not_is_asked_about_at_once() -> None:
    not_taken = entry(10, "growth_measurement", 100, content={"taken": "no"})

    assert [one.since for one in found(RULE, [not_taken], day(100))] == [day(100)]


def test_who_was_measured_on_the_day_was_measured_whoever_wrote_that_the_child_was_not() -> None:
    taken = {number: measured(number, 100, weight="5.40") for number in (9, 11)}
    not_taken = entry(10, "growth_measurement", 100, content={"taken": "no"})
    after = entry(12, "growth_measurement", 101, content={"taken": "no"})

    assert found(RULE, [taken[9], not_taken], day(100)) == []
    assert found(RULE, [not_taken, taken[11]], day(100)) == []
    assert [one.evidence for one in found(RULE, [not_taken, taken[11], after], day(101))] == [
        ("12",)
    ]


def test_of_two_measurements_of_one_day_the_sooner_that_is_due_counts() -> None:
    events = [
        measured(10, 100, weight="5.40", due=day(130).isoformat()),
        measured(11, 100, weight="5.40", due=day(160).isoformat()),
    ]

    assert [(one.evidence, one.since) for one in found(RULE, events, day(158))] == [
        (("10",), day(158))
    ]
