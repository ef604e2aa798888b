"""A silence of the record is seen as a silence."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.nothing_recorded import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def plan(**more: Any) -> Any:
    content = {"type": "child_protection", "agencies": []} | more
    return entry(10, "plan_agreed", 100, content=content)


def test_twice_the_interval_without_a_word_is_asked_about() -> None:
    assert found(RULE, [plan()], day(128)) == []
    assert [(one.evidence, one.since) for one in found(RULE, [plan()], day(129))] == [
        (("10",), day(129))
    ]


def test_the_plans_own_interval_counts() -> None:
    weekly = plan(visit_every=1, visit_every_unit="weeks")

    assert [one.since for one in found(RULE, [weekly], day(120))] == [day(115)]


def test_any_entry_ends_the_silence() -> None:
    said = entry(11, "contact", 125, content={"about": "a", "from_whom": "family"})

    assert found(RULE, [plan(), said], day(140)) == []


def test_without_a_plan_silence_is_no_question() -> None:
    said = entry(11, "contact", 125, content={"about": "a", "from_whom": "family"})

    assert found(RULE, [said], day(300)) == []
