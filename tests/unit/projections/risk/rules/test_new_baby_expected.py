"""A new baby is thought of before birth."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from events.recorded_event import Subject
from projections.risk.rules.new_baby_expected import RULE
from tests.factories.events import CHILD, MOTHER, PARTNER
from tests.unit.projections.risk.rules.told import day, entry, found

OTHER = UUID(int=9)
PLAN = entry(10, "plan_agreed", 100, content={"type": "child_protection", "agencies": []})


def expected(**more: Any) -> Any:
    subjects = (
        Subject(person=CHILD, role="child"),
        Subject(person=MOTHER, role="expecting"),
    )
    content = {"expected": "2030-01-01", "concern": "yes"} | more
    return entry(11, "pregnancy_recorded", 200, content=content, subjects=subjects)


def test_a_pregnancy_with_a_plan_in_the_household_is_asked_about_after_a_week() -> None:
    events = [PLAN, expected()]

    assert found(RULE, events, day(206)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(207))] == [
        (("11",), day(207))
    ]


def test_without_cause_in_past_or_present_it_is_not() -> None:
    assert found(RULE, [expected()], day(207)) == []


def test_a_referral_before_birth_answers_it() -> None:
    content = {"from_whom": "midwife", "concern": "c", "concerns": ["unborn"]}
    referred = entry(12, "referral", 203, content=content)

    assert found(RULE, [PLAN, expected(), referred], day(210)) == []
    assert found(RULE, [PLAN, expected(referred="yes")], day(210)) == []


def test_a_father_whose_other_child_was_removed_is_cause_enough() -> None:
    def of_the_father(role: str) -> Any:
        subjects = (Subject(person=OTHER, role="child"), Subject(person=PARTNER, role=role))
        content = {"new_home": "yes", "move": "placement", "looked_after": "begins"}
        return entry(9, "address_recorded", -500, content=content, subjects=subjects, stream=OTHER)

    assert [
        one.evidence for one in found(RULE, [of_the_father("named"), expected()], day(207))
    ] == [("11", "9")]


def test_a_child_of_this_mother_who_was_removed_is_cause_enough() -> None:
    content = {"new_home": "yes", "move": "placement", "looked_after": "begins"}
    removed = entry(9, "address_recorded", 150, content=content)

    assert [one.evidence for one in found(RULE, [removed, expected()], day(207))] == [("11", "9")]
    assert found(RULE, [removed, expected(referred="yes")], day(207)) == []
