"""Injuries are laid side by side, whoever saw each of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from events.recorded_event import Subject
from projections.risk.rules.repeated_injuries import RULE
from tests.factories.events import MOTHER
from tests.unit.projections.risk.rules.told import day, entry, found

BROTHER = UUID(int=5)
HIS = (Subject(person=BROTHER, role="child"), Subject(person=MOTHER, role="present"))


def injury(position: int, of_life: int, site: str = "arm") -> Any:
    return entry(
        position,
        "injury_observed",
        of_life,
        agency=f"Agency {position}",
        content={
            "type": ["bruise"],
            "site": [site],
            "mobile": "walking",
            "explanations": ["a fall"],
            "fact": "A bruise.",
        },
    )


def test_two_in_six_months_seen_by_two_agencies_are_one_question() -> None:
    events = [injury(10, 400, "arm"), injury(11, 580, "leg")]

    assert [(one.evidence, one.since) for one in found(RULE, events, day(580))] == [
        (("10", "11"), day(580))
    ]


def test_two_far_apart_at_different_places_are_not_asked_about() -> None:
    assert found(RULE, [injury(10, 400, "arm"), injury(11, 700, "leg")], day(700)) == []


def test_two_within_a_year_at_the_same_place_are_asked_about() -> None:
    events = [injury(10, 400, "ear"), injury(11, 700, "ear")]

    assert [one.evidence for one in found(RULE, events, day(700))] == [("10", "11")]


def test_three_within_a_year_are_all_shown() -> None:
    events = [injury(10, 400, "arm"), injury(11, 590, "leg"), injury(12, 760, "knee")]

    assert [one.evidence for one in found(RULE, events, day(760))] == [("10", "11", "12")]


def test_when_a_year_has_passed_the_question_is_not_raised_anew() -> None:
    assert found(RULE, [injury(10, 400), injury(11, 500)], day(900)) == []


def test_one_injury_told_by_nursery_and_doctor_is_one() -> None:
    linked = entry(
        20, "accounts_linked", 402, content={"entries": ["10", "11"], "reason": "One bruise."}
    )

    assert found(RULE, [injury(10, 400), injury(11, 401), linked], day(410)) == []


def mapped(position: int, of_life: int, *places: str) -> Any:
    said = {"type": ["bruise"], "body_map": [*places], "mobile": "walking", "fact": "A bruise."}
    return entry(position, "injury_observed", of_life, content=said)


def test_a_body_map_is_held_against_what_others_said_in_a_list() -> None:
    events = [injury(10, 400, "ear"), mapped(11, 700, "left_ear")]

    assert [(one.evidence, one.note) for one in found(RULE, events, day(700))] == [
        (("10", "11"), "")
    ]


def test_the_very_same_place_marked_twice_is_named() -> None:
    events = [mapped(10, 400, "left_ear", "chin"), mapped(11, 700, "left_ear", "right_knee")]

    (one,) = found(RULE, events, day(700))
    assert one.note == "Marked on more than one body map: Left ear."


def test_the_other_side_of_the_same_place_still_raises_the_question() -> None:
    events = [mapped(10, 400, "left_cheek"), mapped(11, 700, "right_cheek")]

    assert [(one.evidence, one.note) for one in found(RULE, events, day(700))] == [
        (("10", "11"), "")
    ]


def test_marks_at_different_places_are_not_taken_for_one() -> None:
    events = [mapped(10, 400, "left_shin"), mapped(11, 700, "right_ear")]

    assert found(RULE, events, day(700)) == []


def test_a_brothers_injury_is_not_a_second_one_of_this_child() -> None:
    his = entry(
        11,
        "injury_observed",
        110,
        content={"type": ["bruise"], "site": ["leg"]},
        subjects=HIS,
        stream=BROTHER,
    )

    assert found(RULE, [injury(10, 100), his], day(120)) == []


def test_injuries_that_a_hospital_found_count_with_those_that_others_saw() -> None:
    content = {"type": "emergency", "complaint": "Fall", "injuries": ["burn"]}
    admitted = entry(12, "hospital_admission", 140, content=content)

    assert [one.evidence for one in found(RULE, [injury(11, 100), admitted], day(140))] == [
        ("11", "12")
    ]


def test_an_examination_of_an_injury_is_not_a_second_one() -> None:
    content = {"type": "acute", "injuries": ["bruise"]}
    next_day = entry(12, "medical_examination", 101, content=content)
    named = entry(13, "medical_examination", 130, content=content | {"about": ["11"]})

    assert found(RULE, [injury(11, 100), next_day, named], day(140)) == []
