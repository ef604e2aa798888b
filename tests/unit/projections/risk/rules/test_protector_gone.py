"""When the person who looked out for a child goes, somebody asks who does now."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.protector_gone import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def left(**more: Any) -> Any:
    return entry(
        10, "household_left", 300, content={"reason": "Quarrel.", "protective": "yes"} | more
    )


def test_somebody_protective_who_left_is_asked_about_that_day() -> None:
    assert [(one.evidence, one.since) for one in found(RULE, [left()], day(300))] == [
        (("10",), day(300))
    ]


def test_somebody_else_who_left_is_not() -> None:
    assert found(RULE, [left(protective="no")], day(300)) == []
    assert found(RULE, [left(protective="unknown")], day(300)) == []


def test_somebody_who_stands_in_is_the_answer() -> None:
    assert found(RULE, [left(replaced="An aunt, every day.")], day(300)) == []


def test_a_protective_relative_who_was_cut_off_is_missed() -> None:
    said = {"relation": "grandmother", "protective": "yes"}
    parted = entry(10, "relationship_ended", 100, content=said)

    assert [one.evidence for one in found(RULE, [parted], day(100))] == [("10",)]
