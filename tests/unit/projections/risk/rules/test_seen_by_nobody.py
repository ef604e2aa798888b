"""A child with a plan does not drop out of everybody's sight unasked."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.seen_by_nobody import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

PLAN = entry(9, "plan_agreed", 1800, content={"kind_of_plan": "child_protection"})


def withdrawn(position: int = 10, of_life: int = 2000, **content: Any) -> Any:
    said = {"withdrawn_from": "school", "to": "home_education", "who_sees_child": "Nobody named"}
    return entry(position, "withdrawn_from_school_or_nursery", of_life, content=said | content)


def test_taken_out_of_school_with_a_plan_in_force_is_asked_about() -> None:
    assert [(one.evidence, one.since) for one in found(RULE, [PLAN, withdrawn()], day(2000))] == [
        (("10",), day(2000))
    ]


def test_taken_off_the_gps_list_during_an_enquiry_is_asked_about() -> None:
    begun = entry(9, "section_47_enquiry_begun", 1990)
    assert found(RULE, [begun, withdrawn(withdrawn_from="gp")], day(2001))


def test_without_a_plan_or_an_enquiry_it_is_asked_beside_another_question_alone() -> None:
    assert [one.beside for one in found(RULE, [withdrawn()], day(2001))] == [True]
    assert [one.beside for one in found(RULE, [PLAN, withdrawn()], day(2001))] == [False]
    over = [entry(8, "section_47_enquiry_begun", 1900),
            entry(9, "section_47_enquiry_concluded", 1920)]  # fmt: skip
    assert [one.beside for one in found(RULE, [*over, withdrawn()], day(2001))] == [True]


def test_a_new_school_answers_it_and_a_new_school_does_not_replace_a_gp() -> None:
    school = entry(11, "change_of_school", 2010)
    assert found(RULE, [PLAN, withdrawn(), school], day(2011)) == []
    assert found(RULE, [PLAN, withdrawn(withdrawn_from="gp"), school], day(2011))


def test_when_the_plan_ends_it_is_no_longer_asked_by_itself() -> None:
    ended = entry(11, "plan_ended", 2050)
    assert [one.beside for one in found(RULE, [PLAN, withdrawn(), ended], day(2050))] == [True]
