"""An assessment is looked at again when something new is learned."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.assessment_out_of_date import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def assessed(
    kind: str = "assessment_completed", position: int = 10, of_life: int = 100, **more: Any
) -> Any:
    content = {
        "type": "child_and_family",
        "included_persons": [],
        "considered_children": [],
        "analysis": "Weighed.",
        "outcome": "plan",
    }
    if kind == "assessment_reviewed":
        content = {"still_holds": "yes", "analysis": "Weighed.", "reviewed_by": "m"}
    return entry(position, kind, of_life, content=content | more)


INJURY = entry(
    20,
    "injury_observed",
    120,
    content={
        "type": ["bruise"],
        "site": ["arm"],
        "mobile": "walking",
        "explanations": ["a fall"],
        "fact": "A bruise.",
    },
)


def test_two_weeks_after_a_new_fact_it_is_asked_whether_the_assessment_holds() -> None:
    assert found(RULE, [assessed(), INJURY], day(133)) == []
    assert [(one.evidence, one.since) for one in found(RULE, [assessed(), INJURY], day(134))] == [
        (("10", "20"), day(134))
    ]


def test_a_review_that_weighs_the_fact_answers_it() -> None:
    other = assessed("assessment_reviewed", 30, 130, cites=["9"])
    review = assessed("assessment_reviewed", 30, 130, cites=["20"])

    assert found(RULE, [assessed(), INJURY, other], day(140))
    assert found(RULE, [assessed(), INJURY, review], day(140)) == []


def test_what_was_known_before_the_assessment_was_before_it() -> None:
    assert found(RULE, [INJURY, assessed(of_life=125)], day(200)) == []


def test_without_an_assessment_there_is_none_to_hold() -> None:
    assert found(RULE, [INJURY], day(200)) == []


def test_domestic_abuse_that_only_police_recorded_is_a_new_fact() -> None:
    police = entry(12, "police_incident", 110, content={"domestic_abuse": "yes"})
    other = entry(12, "police_incident", 110, content={"domestic_abuse": "no"})

    assert [one.evidence for one in found(RULE, [assessed(), police], day(124))] == [("10", "12")]
    assert found(RULE, [assessed(), other], day(124)) == []
