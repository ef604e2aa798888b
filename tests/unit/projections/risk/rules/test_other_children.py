"""When one child is hurt, the others of the home are thought of."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from events.recorded_event import Subject
from projections.risk.rules.other_children import RULE
from tests.factories.events import CHILD, MOTHER
from tests.unit.projections.risk.rules.told import day, entry, found

BROTHER = UUID(int=5)
TIE = entry(
    8,
    "relationship_recorded",
    10,
    content={"relation": "brother", "closeness": "sibling"},
    subjects=(Subject(person=CHILD, role="child"), Subject(person=BROTHER, role="related")),
)


def hurt(*children: UUID) -> Any:
    subjects = tuple(Subject(person=one, role="child") for one in children)
    return entry(
        10,
        "injury_observed",
        300,
        content={"type": ["bruise"], "site": ["face"]},
        subjects=(*subjects, Subject(person=MOTHER, role="present")),
    )


def considered(**more: Any) -> Any:
    content = {"agencies_present": [], "decision": "d", "s47": "single", "reason": "r"}
    return entry(11, "strategy_discussion", 303, content=content | more, child=BROTHER)


def test_a_brothers_injury_is_asked_about_for_this_child_after_a_week() -> None:
    events = [TIE, hurt(BROTHER)]

    assert found(RULE, events, day(306)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(307))] == [
        (("10",), day(307))
    ]


def test_what_was_recorded_for_both_is_this_childs_own() -> None:
    assert found(RULE, [TIE, hurt(BROTHER, CHILD)], day(320)) == []


def test_a_discussion_that_considered_the_others_answers_it() -> None:
    assert found(RULE, [TIE, hurt(BROTHER), considered(siblings_considered="yes")], day(320)) == []
    assert len(found(RULE, [TIE, hurt(BROTHER), considered()], day(320))) == 1


def test_a_conference_about_a_brother_of_which_an_import_says_no_decision_is_asked_about() -> None:
    subjects = (Subject(person=BROTHER, role="child"), Subject(person=MOTHER, role="present"))
    row = entry(10, "conference_held", 300, content={}, subjects=subjects, imported=True)

    assert [one.evidence for one in found(RULE, [TIE, row], day(307))] == [("10",)]
