"""Where a missing child goes is asked, and not only whether the child came back."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.missing_again import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def missing(position: int, of_life: int, **content: Any) -> Any:
    said = {"missing_from": "home", "found": "yes"}
    return entry(position, "missing_episode", of_life, content=said | content)


def test_the_third_time_in_ninety_days_is_asked_about() -> None:
    events = [missing(10, 5000), missing(11, 5040), missing(12, 5080)]

    assert found(RULE, events, day(5079)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(5080))] == [
        (("10", "11", "12"), day(5080))
    ]


def test_once_with_a_sign_of_exploitation_is_asked_about_at_once() -> None:
    events = [missing(10, 5000, exploitation_signs=["older_associates"])]

    assert [one.since for one in found(RULE, events, day(5000))] == [day(5000)]


def test_twice_without_a_sign_is_not_asked_about() -> None:
    assert found(RULE, [missing(10, 5000), missing(11, 5010)], day(5011)) == []


def test_when_the_ninety_days_are_over_the_question_is_not_raised_anew() -> None:
    events = [missing(10, 5000), missing(11, 5040), missing(12, 5080)]

    assert found(RULE, events, day(5091)) == []


def test_a_sign_of_exploitation_recorded_by_itself_counts_with_one_episode() -> None:
    sign = entry(12, "exploitation_indicator", 105, content={"signs": ["drugs"]})

    assert found(RULE, [sign], day(110)) == []
    assert [one.since for one in found(RULE, [missing(11, 100), sign], day(110))] == [day(105)]


def test_what_an_interview_on_return_showed_is_a_sign() -> None:
    def interview(*signs: str) -> Any:
        content = {"outcome": "held", "independent": "yes", "exploitation_signs": list(signs)}
        return entry(12, "return_interview", 102, content=content)

    assert [one.evidence for one in found(RULE, [missing(11, 100), interview("drugs")], day(102))]
    assert found(RULE, [missing(11, 100), interview()], day(102)) == []
