"""Somebody holds the police side, and the day on which bail ends is thought of before it comes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from events.recorded_event import Subject
from projections.risk.rules.police_side_unheld import RULE
from tests.factories.events import PARTNER
from tests.unit.projections.risk.rules.told import at, day, entry, found

OTHER = UUID(int=9)


def enquiry(of_life: int = 100, enquiry: str = "opened", **more: Any) -> Any:
    content = {"type": "enquiry", "about": "a", "enquiry": enquiry} | more
    return entry(of_life, "police_incident", of_life, content=content)


def bail(ends: int, **more: Any) -> Any:
    content = {"step": "set", "conditions": ["c"], "ends": day(ends).isoformat()}
    content |= {"named_officer": "DC Invented"} | more
    return entry(200, "bail_conditions", 200, content=content)


def test_an_enquiry_without_a_named_officer_is_asked_about_at_once() -> None:
    assert [(one.evidence, one.since) for one in found(RULE, [enquiry()], day(100))] == [
        (("100",), day(100))
    ]


def test_one_with_an_officer_is_asked_about_after_four_weeks_without_news() -> None:
    held = enquiry(named_officer="DC Invented")

    assert found(RULE, [held], day(127)) == []
    assert [one.since for one in found(RULE, [held], day(128))] == [day(128)]
    assert found(RULE, [held, enquiry(120, "continues")], day(130)) == []


def test_an_enquiry_that_ended_is_asked_about_no_more() -> None:
    assert found(RULE, [enquiry(), enquiry(110, "no_further_action")], day(200)) == []


def test_bail_that_ends_within_a_week_with_nothing_after_it_is_asked_about() -> None:
    assert found(RULE, [bail(220)], day(212)) == []
    assert [(o.evidence, o.since) for o in found(RULE, [bail(220)], day(213))] == [
        (("200",), day(213))
    ]
    assert found(RULE, [bail(220, after="He stays with his brother.")], day(213)) == []


def test_a_release_from_custody_is_asked_about_from_four_weeks_before() -> None:
    def convicted(release_on: str) -> Any:
        content = {"offence": "Assault", "against_child": "yes", "release_on": release_on}
        return entry(10, "conviction", 100, content=content)

    released = convicted(day(200).isoformat())
    decided = {"about": "other", "decision": "Not to the home.", "rests_on": ["10"]}
    decision = entry(11, "management_decision", 180, content=decided)

    assert found(RULE, [released], day(171)) == []
    assert [(one.evidence, one.since) for one in found(RULE, [released], day(172))] == [
        (("10",), day(172))
    ]
    assert found(RULE, [released], day(230))
    assert found(RULE, [released, decision], day(180)) == []
    assert found(RULE, [convicted("")], day(172)) == []


def test_a_sentence_from_before_the_child_ends_in_the_childs_life() -> None:
    subjects = (Subject(person=OTHER, role="child"), Subject(person=PARTNER, role="convicted"))
    content = {"offence": "Assault", "release_on": day(110).isoformat()}
    before = entry(10, "conviction", -900, content=content, subjects=subjects, stream=OTHER)

    assert [one.evidence for one in found(RULE, [before], day(90))] == [("10",)]


def order(position: int, of_life: int, kind: str = "order_made", **more: Any) -> Any:
    content = {"type": "interim_care_order", "ends": day(220).isoformat()}
    return entry(position, kind, of_life, content=content, **more)


def test_an_order_that_ended_on_the_day_it_was_made_has_ended_whichever_was_recorded_first() -> (
    None
):
    assert found(RULE, [order(10, 200)], day(215))
    assert found(RULE, [order(10, 200), order(11, 200, "order_ended")], day(215)) == []
    assert found(RULE, [order(9, 200, "order_ended"), order(10, 200)], day(215)) == []


def test_of_two_orders_of_one_day_neither_ends_the_other_unless_their_times_say_so() -> None:
    both = [order(10, 200), order(11, 200)]
    early, late = order(13, 200, occurred=at(200, 9)), order(12, 200, occurred=at(200, 16))

    assert [one.evidence for one in found(RULE, both, day(215))] == [("10",), ("11",)]
    assert [one.evidence for one in found(RULE, [late, early], day(215))] == [("12",)]
