"""A child whom nobody meets is looked for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from events.recorded_event import Origin, Subject
from projections.risk.rules.not_seen import RULE
from tests.factories.events import MOTHER
from tests.unit.projections.risk.rules.told import at, day, entry, found

BROTHER = UUID(int=5)
HIS = (Subject(person=BROTHER, role="child"), Subject(person=MOTHER, role="present"))


def visit(position: int, of_life: int, seen: str, **more: Any) -> Any:
    content = {"purpose": "Planned", "seen": seen, "alone": "no", "fact": "Went."}
    return entry(position, "visit", of_life, content=content, **more)


def refused(position: int, of_life: int, to_what: str = "child") -> Any:
    content = {"to_what": to_what, "by": "Mother", "reason": "Asleep", "fact": "Not let in."}
    return entry(position, "access_refused", of_life, content=content)


def plan(position: int, of_life: int) -> Any:
    content = {"type": "child_protection", "agencies": ["police"], "contingency": "Court."}
    return entry(position, "plan_agreed", of_life, content=content)


def test_two_visits_running_that_did_not_see_the_child_are_asked_about() -> None:
    events = [visit(10, 100, "yes"), visit(11, 110, "no"), visit(12, 117, "no")]

    assert found(RULE, events, day(116)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(117))] == [
        (("11", "12"), day(117))
    ]


def test_seen_since_by_anybody_quietens_it() -> None:
    doctor = entry(
        13,
        "medical_examination",
        118,
        agency="Hospital",
        content={
            "type": "developmental",
            "examined_by": "Consultant",
            "paediatric": "yes",
            "finding": "no_opinion",
            "fact": "Examined.",
        },
    )
    events = [visit(11, 110, "no"), visit(12, 117, "no"), doctor]

    assert found(RULE, events, day(118)) == []


def test_one_refusal_is_enough_while_a_plan_is_in_force() -> None:
    assert found(RULE, [refused(11, 110)], day(110)) == []
    assert [one.evidence for one in found(RULE, [plan(10, 100), refused(11, 110)], day(110))] == [
        ("11",)
    ]


def test_records_that_were_refused_are_not_a_child_who_was_hidden() -> None:
    assert found(RULE, [plan(10, 100), refused(11, 110, "records")], day(110)) == []


def test_six_weeks_unseen_by_every_agency_are_asked_about_in_an_open_case() -> None:
    opened = entry(10, "referral", 99, content={"from_whom": "school", "concerns": ["neglect"]})
    events = [opened, visit(11, 100, "yes")]

    assert found(RULE, events, day(141)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(142))] == [
        (("11",), day(142))
    ]
    assert found(RULE, events[1:], day(142)) == []


def test_an_imported_visit_that_does_not_say_who_was_seen_may_have_seen_the_child() -> None:
    row = entry(
        12,
        "visit",
        120,
        content={"fact": "Visit."},
        origin=Origin(source="file", ref="1"),
    )

    opened = entry(10, "referral", 99, content={"from_whom": "school", "concerns": ["neglect"]})

    assert found(RULE, [opened, visit(11, 100, "yes"), row], day(150)) == []
    # Under a plan the clock starts anew with it, and is not passed over.
    assert found(RULE, [plan(10, 99), visit(11, 100, "yes"), row], day(134)) == []
    assert found(RULE, [plan(10, 99), visit(11, 100, "yes"), row], day(135))


def test_a_plans_interval_that_passed_without_a_visit_that_saw_the_child_is_asked_about() -> None:
    events = [plan(10, 100), visit(11, 105, "yes"), visit(12, 110, "unknown")]

    assert found(RULE, events, day(119)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(120))] == [
        (("11",), day(120))
    ]


def test_the_interval_is_the_plans_own_where_it_sets_one() -> None:
    weekly = entry(
        10,
        "plan_agreed",
        100,
        content={"type": "child_protection", "visit_every": 1, "visit_every_unit": "weeks"},
    )

    assert found(RULE, [weekly, visit(11, 101, "yes")], day(108)) == []
    assert found(RULE, [weekly, visit(11, 101, "yes")], day(109))


def test_a_brother_who_was_seen_is_not_this_child() -> None:
    his = visit(11, 112, "yes", subjects=HIS, stream=BROTHER)

    assert [one.since for one in found(RULE, [plan(10, 100), his], day(120))] == [day(115)]


def test_a_brother_who_was_not_seen_is_not_held_against_this_child() -> None:
    his = [visit(n, 100 + n, "no", subjects=HIS, stream=BROTHER) for n in (11, 12)]

    assert found(RULE, [visit(10, 100, "yes"), *his], day(115)) == []


def test_whoever_was_seen_in_the_evening_was_looked_for_in_the_morning() -> None:
    seen = visit(10, 110, "yes", occurred=at(110, 16))
    before = [visit(11, 110, "no", occurred=at(110, 9)), visit(12, 110, "no", occurred=at(110, 10))]
    after = [visit(13, 110, "no", occurred=at(110, 18)), visit(14, 110, "no")]

    assert found(RULE, [seen, *before], day(110)) == []
    assert [one.evidence for one in found(RULE, [seen, *before, *after], day(110))] == [
        ("14", "13")
    ]


def test_of_two_times_that_the_child_was_seen_on_one_day_the_later_begins_the_weeks() -> None:
    opened = entry(10, "referral", 99, content={"from_whom": "school", "concerns": ["neglect"]})
    late = visit(11, 100, "yes", occurred=at(100, 16))
    early = visit(12, 100, "yes", occurred=at(100, 9))

    assert [one.evidence for one in found(RULE, [opened, late, early], day(142))] == [("11",)]
