"""A child does not wait for professionals who disagree."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.disagreement_open import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def raised(position: int, of_life: int, stage: str = "managers", **more: Any) -> Any:
    content = {"stage": stage, "to": "Police", "to_whom": "w", "about": "a", "reason": "r"}
    content |= {"asked": "b"} | more
    return entry(position, "challenge_raised", of_life, content=content)


def test_a_challenge_whose_stage_has_run_out_is_asked_about() -> None:
    assert found(RULE, [raised(10, 100)], day(107)) == []
    assert [(one.evidence, one.since) for one in found(RULE, [raised(10, 100)], day(108))] == [
        (("10",), day(108))
    ]


def test_resolved_or_agreed_with_it_is_asked_about_no_more() -> None:
    content = {"challenge": "10", "how": "changed", "decision": "d", "reason": "r"}
    resolved = entry(11, "challenge_resolved", 103, content=content)
    answered = entry(11, "challenge_answered", 103, content={"challenge": "10", "answer": "agrees"})
    refused = entry(
        11, "challenge_answered", 103, content={"challenge": "10", "answer": "disagrees"}
    )

    assert found(RULE, [raised(10, 100), resolved], day(120)) == []
    assert found(RULE, [raised(10, 100), answered], day(120)) == []
    assert len(found(RULE, [raised(10, 100), refused], day(120))) == 1


def test_taken_to_the_next_stage_it_is_that_stages_question() -> None:
    events = [raised(10, 100), raised(11, 105, "senior_leads", earlier="10")]

    assert [one.about for one in found(RULE, events, day(120))] == ["11"]
