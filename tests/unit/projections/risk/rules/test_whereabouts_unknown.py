"""Nobody believes that a child has gone away without somebody seeing where."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.whereabouts_unknown import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

PLAN = entry(10, "plan_agreed", 100, content={"type": "child_protection", "agencies": []})


def said(whereabouts: str, position: int = 11, of_life: int = 200, **more: Any) -> Any:
    content = {"about": "a", "from_whom": "family", "whereabouts": whereabouts}
    return entry(position, "contact", of_life, content=content, **more)


def test_a_family_believed_gone_is_asked_about_at_once() -> None:
    assert [
        (o.evidence, o.since) for o in found(RULE, [PLAN, said("believed_gone")], day(200))
    ] == [(("11",), day(200))]
    assert found(RULE, [said("believed_gone")], day(200)) == []


def test_where_a_child_with_a_plan_is_must_be_verified_within_a_week() -> None:
    events = [PLAN, said("unverified", of_life=400)]

    assert found(RULE, events, day(406)) == []
    assert [one.since for one in found(RULE, events, day(407))] == [day(407)]


def test_a_baby_is_looked_for_within_a_day() -> None:
    events = [PLAN, said("unverified", of_life=200)]

    assert found(RULE, events, day(200)) == []
    assert [one.since for one in found(RULE, events, day(201))] == [day(201)]


def test_a_child_who_came_back_is_asked_within_three_days_by_somebody_independent() -> None:
    content = {"missing_from": "home", "found": "yes"}
    back = entry(11, "missing_episode", 200, content=content)
    interview = entry(12, "return_interview", 202, content={"outcome": "held"})

    assert found(RULE, [PLAN, back], day(202)) == []
    assert [one.evidence for one in found(RULE, [PLAN, back], day(203))] == [("11",)]
    assert found(RULE, [PLAN, back, interview], day(203)) == []


def test_a_child_seen_since_ends_the_question() -> None:
    seen = entry(12, "visit", 203, content={"purpose": "p", "seen": "yes", "alone": "no"})

    assert found(RULE, [PLAN, said("unverified"), seen], day(210)) == []
    assert found(RULE, [PLAN, said("believed_gone"), said("returned", 12, 204)], day(210)) == []


def test_a_child_not_found_is_asked_about_at_once() -> None:
    missing = entry(11, "missing_episode", 200, content={"missing_from": "home", "found": "no"})
    back = entry(11, "missing_episode", 200, content={"missing_from": "home", "found": "yes"})

    assert len(found(RULE, [PLAN, missing], day(200))) == 1
    assert found(RULE, [PLAN, back], day(200)) == []


def test_five_days_of_school_that_nobody_explained_are_asked_about() -> None:
    content = {"where": "school", "days_running": 5, "unexplained": 5}
    away = entry(11, "school_attendance_period", 200, content=content)
    ill = entry(11, "school_attendance_period", 200, content=content | {"unexplained": 0})

    assert len(found(RULE, [PLAN, away], day(200))) == 1
    assert found(RULE, [PLAN, ill], day(200)) == []


def test_a_child_who_is_missing_is_asked_about_though_no_case_is_open() -> None:
    gone = entry(11, "missing_episode", 200, content={"missing_from": "home", "found": ""})

    (one,) = found(RULE, [gone], day(200))
    assert one.note == "Missing; that the child was found is not recorded."


def test_whoever_spoke_to_the_child_since_found_the_child() -> None:
    gone = entry(11, "missing_episode", 200, content={"missing_from": "home", "found": "no"})
    spoken = entry(12, "child_spoken_to", 203, content={"words": "I was at the lake."})

    assert found(RULE, [gone, spoken], day(203)) == []
