"""When the home changes, somebody asks what changed for the child."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.home_changed import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def referral(of_life: int = 90) -> Any:
    content = {"from_whom": "school", "concern": "x", "immediate_risk": "no", "fact": "Sent."}
    return entry(9, "referral", of_life, content=content)


def joined(of_life: int = 100, **content: Any) -> Any:
    return entry(10, "household_joined", of_life, content={"as_what": "partner"} | content)


def review(of_life: int) -> Any:
    content = {"cites": ["10"], "still_holds": "no", "analysis": "x", "reviewed_by": "m"}
    return entry(11, "assessment_reviewed", of_life, content=content)


def test_two_weeks_without_looking_again_are_asked_about() -> None:
    assert found(RULE, [referral(), joined()], day(113)) == []
    assert [(one.evidence, one.since) for one in found(RULE, [referral(), joined()], day(114))] == [
        (("10",), day(114))
    ]


def test_an_assessment_that_was_looked_at_again_answers_it() -> None:
    assert found(RULE, [referral(), joined(), review(105)], day(120)) == []


def test_an_assessment_of_before_knew_nothing_of_it() -> None:
    assert found(RULE, [referral(), review(95), joined()], day(120))


def test_a_child_nobody_works_with_is_not_asked_about() -> None:
    assert found(RULE, [joined()], day(120)) == []


def test_an_address_that_was_only_confirmed_changed_nothing() -> None:
    same = entry(
        10,
        "address_recorded",
        100,
        content={"protected": "no", "new_home": "no", "move": "confirmed"},
    )

    assert found(RULE, [referral(), same], day(120)) == []


def test_a_partner_who_moved_in_shortly_before_the_case_was_opened_is_asked_about() -> None:
    joined = entry(10, "household_changed", 100, content={"change": "joined", "who": "A partner"})
    opened = entry(11, "referral", 170, content={"from_whom": "school", "concerns": ["neglect"]})
    long_ago = entry(10, "household_changed", -200, content={"change": "joined", "who": "P"})

    assert found(RULE, [joined, opened], day(183)) == []
    assert [one.since for one in found(RULE, [joined, opened], day(184))] == [day(184)]
    assert found(RULE, [long_ago, opened], day(184)) == []


def test_the_birth_of_a_brother_or_sister_changes_the_home() -> None:
    opened = entry(10, "referral", 900, content={"from_whom": "school", "concerns": ["neglect"]})
    birth = entry(11, "birth", 1000, content={"fact": "A half-brother is born."})
    own = entry(12, "birth", 0, content={"fact": "Born."})

    assert [one.evidence for one in found(RULE, [opened, birth, own], day(1014))] == [("11",)]
