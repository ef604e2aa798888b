"""A family that moves and moves again does not leave its history behind."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.many_homes import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def moved(position: int, of_life: int, **content: Any) -> Any:
    said = {"new_home": "yes", "move": "home", "protected": "no"}
    return entry(position, "address_recorded", of_life, content=said | content)


def test_the_third_home_in_a_year_is_asked_about() -> None:
    events = [moved(10, 100), moved(11, 200), moved(12, 465)]

    assert found(RULE, events, day(464)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(465))] == [
        (("10", "11", "12"), day(465))
    ]


def test_an_address_that_was_only_confirmed_is_not_a_move() -> None:
    events = [moved(10, 100), moved(11, 200), moved(12, 300, new_home="no", move="confirmed")]

    assert found(RULE, events, day(300)) == []


def test_a_placement_that_was_planned_with_its_reason_is_not_counted() -> None:
    planned = moved(12, 300, move="placement", planned="yes", reason="Nearer to the school.")

    assert found(RULE, [moved(10, 100), moved(11, 200), planned], day(300)) == []
    unplanned = moved(12, 300, move="placement", planned="no", reason="It broke down.")
    assert found(RULE, [moved(10, 100), moved(11, 200), unplanned], day(300))


def test_when_the_year_is_over_the_question_is_not_raised_anew() -> None:
    assert found(RULE, [moved(10, 100), moved(11, 200), moved(12, 300)], day(600)) == []


def test_a_row_that_an_import_calls_a_move_is_one() -> None:
    rows = [
        entry(n, "address_recorded", at, content={"fact": "Moves."}, imported=True)
        for n, at in ((10, 100), (11, 200), (12, 300))
    ]

    assert [one.evidence for one in found(RULE, rows, day(300))] == [("10", "11", "12")]


def test_a_move_to_another_area_with_a_plan_is_asked_about_until_that_area_takes_it_on() -> None:
    plan = entry(9, "plan_agreed", 90, content={"type": "child_protection", "agencies": []})
    away = moved(10, 100, other_area="yes")
    accepted = entry(
        11, "transfer", 110, content={"from_area": "a", "to_area": "b", "step": "accepted"}
    )

    assert found(RULE, [away], day(100)) == []
    assert [one.evidence for one in found(RULE, [plan, away], day(100))] == [("10",)]
    assert found(RULE, [plan, away, accepted], day(110)) == []
