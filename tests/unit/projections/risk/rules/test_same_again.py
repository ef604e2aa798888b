"""What failed once is not offered again without a word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from projections.risk.rules.same_again import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

OLD, NEW = UUID(int=77), UUID(int=78)


def planned(position: int, of_life: int, stream: UUID, **more: Any) -> Any:
    content = {"response": "Parenting course, six weeks.", "desired": "Meals on every school day."}
    content |= {"owner": "w", "measure": "m", "due": "2030-01-01"} | more
    return entry(position, "outcome_planned", of_life, content=content, stream=stream)


def ended(kind: str = "outcome_not_achieved") -> Any:
    content = {"outcome": str(OLD), "reason": "r", "evidence_of_change": ["9"], "changed": "c"}
    return entry(11, kind, 200, content=content, stream=OLD)


def test_a_plan_that_repeats_what_was_not_achieved_is_asked_about() -> None:
    events = [planned(10, 100, OLD), ended(), planned(12, 210, NEW)]

    assert found(RULE, events[:2], day(210)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(210))] == [
        (("10", "12"), day(210))
    ]


def test_something_else_is_no_repetition() -> None:
    other = planned(12, 210, NEW, response="A bed in her own room.", desired="Sleeps the night.")

    assert found(RULE, [planned(10, 100, OLD), ended(), other], day(210)) == []


def test_what_was_achieved_may_be_asked_for_again() -> None:
    events = [planned(10, 100, OLD), ended("outcome_achieved"), planned(12, 210, NEW)]

    assert found(RULE, events, day(210)) == []


def offered(position: int, of_life: int, service: str = "parenting_programme") -> Any:
    content = {"response": f"Words {position}.", "desired": f"Other words {position}."}
    return entry(
        position,
        "outcome_planned",
        of_life,
        content=content | {"service": service, "due": "2030-01-01"},
        stream=UUID(int=position),
    )


def test_a_service_that_is_offered_a_third_time_is_asked_about() -> None:
    three = [offered(20, 100), offered(21, 200), offered(22, 300)]
    why = {"about": "other", "decision": "Again.", "reason": "She asked.", "rests_on": ["22"]}
    decided = entry(23, "management_decision", 301, content=why)

    assert found(RULE, three[:2], day(300)) == []
    assert [(one.evidence, one.since) for one in found(RULE, three, day(300))] == [
        (("20", "21", "22"), day(300))
    ]
    assert found(RULE, [*three, decided], day(301)) == []
    assert found(RULE, [*three[:2], offered(22, 300, "counselling")], day(300)) == []


def test_early_help_that_is_decided_on_a_third_time_is_asked_about() -> None:
    events = [
        entry(20, "contact", 100, content={"outcome": "early_help"}),
        entry(21, "referral_decision", 200, content={"decision": "early_help"}),
        entry(22, "assessment_completed", 300, content={"outcome": "early_help"}),
    ]

    assert [one.about for one in found(RULE, events, day(300))] == ["service/early_help"]
