"""Three conditions of one home, each known to somebody, are weighed together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from events.recorded_event import Subject
from projections.risk.rules.conditions_together import RULE
from tests.factories.events import MOTHER
from tests.unit.projections.risk.rules.told import day, entry, found


def condition(position: int, of_life: int, named: str, whose: str = "adult") -> Any:
    return entry(
        position,
        "health_condition",
        of_life,
        content={"whose": whose, "condition": named, "fact": "Said."},
    )


def concern(position: int, of_life: int, *concerns: str) -> Any:
    return entry(
        position,
        "concern_raised",
        of_life,
        content={"from_whom": "neighbour", "concerns": list(concerns), "fact": "Said."},
    )


def assessed(position: int, of_life: int, *cites: str) -> Any:
    content = {
        "type": "child_and_family",
        "included_persons": [],
        "considered_children": [],
        "cites": list(cites),
        "analysis": "Weighed.",
        "outcome": "no_further_action",
    }
    return entry(position, "assessment_completed", of_life, content=content)


THREE = (
    condition(10, 100, "mental_ill_health"),
    concern(11, 200, "domestic_abuse"),
    condition(12, 900, "substance_misuse"),
)


def test_all_three_in_any_order_from_any_agency_are_one_question() -> None:
    assert found(RULE, THREE, day(899)) == []
    assert [(one.evidence, one.since) for one in found(RULE, THREE, day(900))] == [
        (("10", "11", "12"), day(900))
    ]


def test_two_of_the_three_are_not_three() -> None:
    assert found(RULE, THREE[:2], day(900)) == []


def test_the_childs_own_condition_is_not_an_adults() -> None:
    events = [*THREE[:2], condition(12, 900, "substance_misuse", whose="child")]

    assert found(RULE, events, day(900)) == []


def test_an_assessment_that_weighs_one_of_each_answers_it() -> None:
    assert found(RULE, [*THREE, assessed(20, 950, "10", "11")], day(960))
    assert found(RULE, [*THREE, assessed(20, 950, "10", "11", "12")], day(960)) == []


def test_what_was_known_of_a_parent_before_the_birth_counts_too() -> None:
    known, earlier = list(THREE), condition(40, -900, "mental_ill_health")
    others = [one for one in known if one.content.get("condition") != "mental_ill_health"]
    hers = replace(earlier, subjects=(*earlier.subjects, Subject(person=MOTHER, role="unwell")))

    assert found(RULE, others, day(901)) == []
    assert len(found(RULE, [*others, hers], day(901))) == 1


def test_domestic_abuse_counts_as_police_recorded_it() -> None:
    two = [condition(10, 100, "mental_ill_health"), condition(11, 110, "substance_misuse")]
    police = entry(12, "police_incident", 120, content={"domestic_abuse": "yes"})

    assert found(RULE, two, day(120)) == []
    assert [one.evidence for one in found(RULE, [*two, police], day(120))] == [("10", "11", "12")]
