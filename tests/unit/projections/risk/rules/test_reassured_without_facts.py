"""An opinion that reassures is asked for what was seen."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.reassured_without_facts import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def visit(position: int, of_life: int, **content: Any) -> Any:
    said = {
        "purpose": "Planned",
        "seen": "yes",
        "alone": "no",
        "fact": "Went.",
        "opinion": "Doing well.",
    }
    return entry(position, "visit", of_life, content=said | content)


PLAN = entry(
    9,
    "plan_agreed",
    50,
    content={"type": "child_protection", "agencies": ["police"], "contingency": "Court."},
)


def test_two_visits_of_opinion_alone_are_asked_about() -> None:
    assert found(RULE, [visit(10, 100)], day(120)) == []
    assert [one.evidence for one in found(RULE, [visit(10, 100), visit(11, 120)], day(120))] == [
        ("10", "11")
    ]


def test_with_a_plan_in_force_one_is_enough() -> None:
    assert [one.evidence for one in found(RULE, [PLAN, visit(10, 100)], day(100))] == [("10",)]


def test_an_opinion_beside_what_was_seen_is_how_it_should_be() -> None:
    seen = visit(10, 100, behaviour="Reached for the worker.")

    assert found(RULE, [PLAN, seen], day(100)) == []


def test_three_months_later_it_is_not_raised_anew() -> None:
    assert found(RULE, [PLAN, visit(10, 100)], day(300)) == []
