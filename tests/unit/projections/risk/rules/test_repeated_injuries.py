"""Injuries are laid side by side, whoever saw each of them."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.repeated_injuries import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def injury(position: int, of_life: int, site: str = "arm") -> Any:
    return entry(
        position,
        "injury_observed",
        of_life,
        agency=f"Agency {position}",
        content={
            "type": ["bruise"],
            "site": [site],
            "mobile": "walking",
            "explanations": ["a fall"],
            "fact": "A bruise.",
        },
    )


def test_two_in_six_months_seen_by_two_agencies_are_one_question() -> None:
    events = [injury(10, 400, "arm"), injury(11, 580, "leg")]

    assert [(one.evidence, one.since) for one in found(RULE, events, day(580))] == [
        (("10", "11"), day(580))
    ]


def test_two_far_apart_at_different_places_are_not_asked_about() -> None:
    assert found(RULE, [injury(10, 400, "arm"), injury(11, 700, "leg")], day(700)) == []


def test_two_within_a_year_at_the_same_place_are_asked_about() -> None:
    events = [injury(10, 400, "ear"), injury(11, 700, "ear")]

    assert [one.evidence for one in found(RULE, events, day(700))] == [("10", "11")]


def test_three_within_a_year_are_all_shown() -> None:
    events = [injury(10, 400, "arm"), injury(11, 590, "leg"), injury(12, 760, "knee")]

    assert [one.evidence for one in found(RULE, events, day(760))] == [("10", "11", "12")]


def test_when_a_year_has_passed_the_question_is_not_raised_anew() -> None:
    assert found(RULE, [injury(10, 400), injury(11, 500)], day(900)) == []


def test_one_injury_told_by_nursery_and_doctor_is_one() -> None:
    linked = entry(
        20, "accounts_linked", 402, content={"entries": ["10", "11"], "reason": "One bruise."}
    )

    assert found(RULE, [injury(10, 400), injury(11, 401), linked], day(410)) == []
