"""What a family does after being challenged is looked at, and no motive is named."""

from __future__ import annotations

from typing import Any

import pytest

from projections.risk.rules.after_a_challenge import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def visit(position: int, of_life: int, **content: Any) -> Any:
    said = {"purpose": "Planned", "seen": "yes", "alone": "no", "fact": "Went."}
    return entry(position, "visit", of_life, content=said | content)


def missed(position: int, of_life: int, **content: Any) -> Any:
    said = {
        "whose": "child",
        "why": "not_brought",
        "appointment": "Clinic",
        "done_about_it": "Letter",
        "fact": "Not brought.",
    }
    return entry(position, "missed_appointment", of_life, content=said | content)


@pytest.mark.parametrize("challenge", [{"challenged": "yes"}, {"announced": "no"}])
def test_what_was_missed_within_fourteen_days_of_a_challenge_is_asked_about(
    challenge: dict[str, str],
) -> None:
    events = [visit(10, 100, **challenge), missed(11, 114)]

    assert [(one.evidence, one.about) for one in found(RULE, events, day(114))] == [
        (("10", "11"), "10")
    ]


def test_fifteen_days_after_is_another_matter() -> None:
    assert found(RULE, [visit(10, 100, challenged="yes"), missed(11, 115)], day(115)) == []


def test_what_was_missed_before_the_challenge_did_not_follow_it() -> None:
    assert found(RULE, [missed(9, 100), visit(10, 100, challenged="yes")], day(110)) == []


@pytest.mark.parametrize(
    "content", [{"why": "service_cancelled"}, {"why": "unknown"}, {"whose": "professional"}]
)
def test_a_service_that_cancelled_is_not_the_family_drawing_back(content: dict[str, str]) -> None:
    events = [visit(10, 100, challenged="yes"), missed(11, 105, **content)]

    assert found(RULE, events, day(105)) == []


def test_an_ordinary_visit_is_no_challenge() -> None:
    assert found(RULE, [visit(10, 100, announced="yes"), missed(11, 105)], day(105)) == []


def test_a_door_that_stays_shut_after_an_injury_is_asked_about() -> None:
    injury = entry(
        10,
        "injury_observed",
        100,
        content={
            "type": ["bruise"],
            "site": ["arm"],
            "mobile": "walking",
            "explanations": ["a fall"],
            "fact": "A bruise.",
        },
    )
    shut = visit(11, 107, seen="no", not_seen_reason="no_access")

    assert [one.evidence for one in found(RULE, [injury, shut], day(107))] == [("10", "11")]


def test_an_imports_missed_appointment_after_an_injury_counts_as_the_familys() -> None:
    injury = entry(10, "injury_observed", 100, content={"type": ["bruise"]})
    row = entry(11, "missed_appointment", 107, content={"fact": "Not brought."}, imported=True)

    assert [one.evidence for one in found(RULE, [injury, row], day(107))] == [("10", "11")]
