"""Advice is not filed: somebody decides on it, or says why not."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.advice_not_decided_on import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def advice(position: int = 10, of_life: int = 300, finding: str = "threshold_met") -> Any:
    content = {"asked": "a", "finding": finding, "advice": "b", "given_by": "w"}
    return entry(position, "legal_advice", of_life, content=content)


def examined(position: int, of_life: int, finding: str = "non_accidental", *about: str) -> Any:
    content = {"examined_by": "w", "paediatric": "yes", "finding": finding, "about": list(about)}
    return entry(position, "medical_examination", of_life, content=content)


def decided(*rests_on: str) -> Any:
    content = {"about": "legal_advice", "decision": "d", "reason": "r", "rests_on": rests_on}
    return entry(20, "management_decision", 302, content=content)


def test_legal_advice_that_the_threshold_is_met_is_asked_about_after_a_week() -> None:
    assert found(RULE, [advice()], day(306)) == []
    assert [(one.evidence, one.since) for one in found(RULE, [advice()], day(307))] == [
        (("10",), day(307))
    ]


def test_a_medical_opinion_that_it_was_done_is_asked_about_the_next_day() -> None:
    assert found(RULE, [examined(10, 300)], day(300)) == []
    assert [one.since for one in found(RULE, [examined(10, 300)], day(301))] == [day(301)]


def test_only_a_decision_that_names_the_advice_answers_it() -> None:
    assert len(found(RULE, [examined(10, 300), decided("9")], day(310))) == 1
    assert found(RULE, [examined(10, 300), decided("10")], day(310)) == []


def test_a_legal_planning_meeting_after_it_decides() -> None:
    content = {"agencies_present": [], "finding": "threshold_met", "decision": "proceedings"}
    meeting = entry(11, "legal_planning_meeting", 303, content=content)

    assert found(RULE, [advice(), meeting], day(320)) == []


def test_advice_that_contradicts_is_asked_about_until_one_decision_rests_on_both() -> None:
    events = [advice(), decided("10"), advice(21, 305, "threshold_not_met")]

    assert [(one.evidence, one.since) for one in found(RULE, events, day(305))] == [
        (("10", "21"), day(305))
    ]
    assert found(RULE, [*events, decided("10", "21")], day(306)) == []


def test_two_examinations_of_one_injury_that_contradict_are_asked_about() -> None:
    events = [examined(10, 300, "doubtful", "9"), examined(11, 302, "consistent", "9")]
    other = [examined(10, 300, "doubtful", "9"), examined(11, 302, "consistent", "8")]

    assert [one.evidence for one in found(RULE, events, day(302))] == [("10", "11")]
    assert found(RULE, other, day(302)) == []


def test_a_doctors_opinion_written_with_the_injury_is_advice_too() -> None:
    def injury(opinion: str) -> Any:
        content = {"type": ["bruise"], "site": ["face"], "medical_opinion": opinion}
        return entry(10, "injury_observed", 300, content=content)

    assert found(RULE, [injury("non_accidental")], day(300)) == []
    assert [one.evidence for one in found(RULE, [injury("non_accidental")], day(301))] == [("10",)]
    assert found(RULE, [injury("non_accidental"), decided("10")], day(302)) == []
    assert found(RULE, [injury("accidental")], day(301)) == []
