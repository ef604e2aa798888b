"""Facts do not lose weight because everybody hopes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from events.recorded_event import Subject
from projections.risk.rules.stepped_down_without_evidence import RULE
from tests.factories.events import CHILD, MOTHER
from tests.unit.projections.risk.rules.told import at, day, entry, found


def stepped_down(**more: Any) -> Any:
    content = {"about": "step_down", "decision": "d", "result": "go_ahead", "reason": "Settled."}
    return entry(10, "management_decision", 300, content=content | more)


ENDED = {"type": "child_protection", "why": "no_longer_needed", "reason": "Settled."}


def test_a_step_down_that_cites_no_evidence_is_asked_about_that_day() -> None:
    assert [(one.evidence, one.since) for one in found(RULE, [stepped_down()], day(300))] == [
        (("10",), day(300))
    ]


@pytest.mark.parametrize("more", [{"result": "do_not"}, {"about": "step_up"}])
def test_one_that_goes_nowhere_is_not(more) -> None:
    assert found(RULE, [stepped_down(**more)], day(300)) == []


def test_an_ended_plan_is_asked_about_but_not_one_that_ended_by_itself() -> None:
    ended = entry(10, "plan_ended", 300, content=ENDED)
    moved = entry(10, "plan_ended", 300, content=ENDED | {"why": "looked_after"})

    assert len(found(RULE, [ended], day(300))) == 1
    assert found(RULE, [moved], day(300)) == []


def test_a_plan_made_again_ends_the_question() -> None:
    plan = entry(11, "plan_agreed", 320, content={"type": "child_protection", "agencies": []})

    assert found(RULE, [entry(10, "plan_ended", 300, content=ENDED), plan], day(320)) == []


def test_a_grave_fact_that_was_marked_routine_is_asked_about() -> None:
    marked = {"significance": "significant"}
    injury = entry(10, "injury_observed", 300, content={"type": ["bruise"]} | marked)
    visit = entry(10, "visit", 300, content={"purpose": "p", "seen": "yes"} | marked)
    said = {"entry": "10", "significance": "routine", "reason": "Looks fine."}
    lowered = entry(11, "significance_changed", 310, content=said)

    assert found(RULE, [injury], day(310)) == []
    assert [(one.evidence, one.since) for one in found(RULE, [injury, lowered], day(310))] == [
        (("10",), day(310))
    ]
    assert found(RULE, [visit, lowered], day(310)) == []


def test_an_import_without_such_a_column_is_not_held_against_anybody() -> None:
    imported = entry(10, "plan_ended", 300, content=ENDED, imported=True)

    assert [one.beside for one in found(RULE, [imported], day(300))] == [True]


def test_one_that_cites_evidence_is_asked_about_beside_another_open_question_alone() -> None:
    cites = stepped_down(evidence_of_change=["4"])

    assert [one.beside for one in found(RULE, [cites], day(300))] == [True]
    assert [one.beside for one in found(RULE, [stepped_down()], day(300))] == [False]


def moved_to(position: int, of_life: int, *people: UUID, imported: bool, **content: str) -> Any:
    subjects = [Subject(person=CHILD, role="child")]
    subjects += [Subject(person=person, role="lives_with") for person in people]
    return entry(
        position,
        "address_recorded",
        of_life,
        content=content,
        subjects=tuple(subjects),
        imported=imported,
    )


def test_an_imports_move_back_to_a_parent_is_a_return_home_beside_what_is_open() -> None:
    friend = UUID(int=9)
    away = moved_to(10, 290, friend, imported=True)
    back = moved_to(11, 300, MOTHER, imported=True)
    on = moved_to(12, 310, MOTHER, imported=True)

    asked = found(RULE, [away, back, on], day(320))

    assert [(one.evidence, one.since, one.beside) for one in asked] == [(("11",), day(300), True)]
    assert found(RULE, [back, on], day(320)) == []


def test_a_return_home_that_somebody_decided_is_asked_about_by_its_decision() -> None:
    home = moved_to(11, 300, MOTHER, imported=False, move="return_home", new_home="yes")
    decided = stepped_down(about="return_home", evidence_of_change=["9"])

    assert [one.evidence for one in found(RULE, [home], day(300))] == [("11",)]
    assert [one.evidence for one in found(RULE, [decided, home], day(300))] == [("10",)]


def test_a_referral_that_nothing_followed_is_asked_about_beside_other_questions() -> None:
    content = {"decision": "no_further_action", "reason": "r", "decided_by": "m"}
    nothing = entry(10, "referral_decision", 300, content=content)

    assert [(one.evidence, one.beside) for one in found(RULE, [nothing], day(300))] == [
        (("10",), True)
    ]
    assert found(RULE, [nothing], day(400)) == []


def test_a_plan_that_a_conference_ended_is_asked_about_once() -> None:
    content = {"type": "review", "decision": "plan_ends", "agencies_present": []}
    conference = entry(10, "conference_held", 300, content=content)

    assert [(one.evidence, one.beside) for one in found(RULE, [conference], day(300))] == [
        (("10",), True)
    ]
    ended = entry(11, "plan_ended", 300, content=ENDED | {"evidence_of_change": []})
    assert [one.evidence for one in found(RULE, [conference, ended], day(300))] == [("11",)]


def test_a_return_home_that_was_decided_against_is_asked_about_when_it_happens() -> None:
    against = {"about": "return_home", "decision": "Not yet.", "result": "do_not", "reason": "r"}
    events = [
        entry(10, "management_decision", 300, content=against),
        moved_to(11, 310, MOTHER, imported=False, move="return_home"),
    ]

    assert [one.evidence for one in found(RULE, events, day(310))] == [("11",)]


def test_a_decision_with_a_time_is_the_one_to_begin_what_began_on_its_day() -> None:
    unsaid = {"content": {"fact": "Decision."}, "imported": True}
    decided = entry(10, "management_decision", 300, occurred=at(300, 15), **unsaid)
    enquiry = entry(11, "section_47_enquiry_begun", 300, content={}, imported=True)
    later = entry(11, "section_47_enquiry_begun", 301, content={}, imported=True)

    assert found(RULE, [decided, enquiry], day(300)) == []
    assert [one.evidence for one in found(RULE, [decided, later], day(301))] == [("10",)]
