"""The agency that knows most is not left out of the room."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.agency_not_heard import RULE
from tests.unit.projections.risk.rules.told import at, day, entry, found


def conference(**more: Any) -> Any:
    content = {"type": "initial", "decision": "plan_made", "quorate": "yes"}
    return entry(10, "conference_held", 300, content=content | more)


PLAN = entry(
    11, "plan_agreed", 300, content={"type": "child_protection", "agencies": ["Police", "School"]}
)
HEARD = entry(12, "contact", 310, content={"about": "a", "from_whom": "school"}, agency="School")


def core_group(position: int, of_life: int, *absent: str) -> Any:
    content = {"agencies_present": ["Police"], "agencies_absent": list(absent), "progress": "p"}
    return entry(position, "core_group", of_life, content=content)


def test_an_agency_that_was_not_at_the_conference_is_asked_about_until_it_is_heard() -> None:
    held = conference(agencies_absent=["School"])

    assert [(o.about, o.evidence, o.since) for o in found(RULE, [held], day(300))] == [
        ("School", ("10",), day(300))
    ]
    assert found(RULE, [held, HEARD], day(310)) == []


def test_without_a_plan_nobody_is_asked() -> None:
    held = conference(agencies_absent=["School"], decision="no_plan")

    assert found(RULE, [held], day(300)) == []


def test_absent_from_two_core_groups_running_is_asked_about() -> None:
    events = [conference(), core_group(12, 310, "School"), core_group(13, 340, "School")]
    back = [conference(), core_group(12, 310, "School"), core_group(13, 340)]

    assert [(o.about, o.evidence) for o in found(RULE, events, day(340))] == [
        ("School", ("12", "13"))
    ]
    assert found(RULE, back, day(340)) == []


def test_six_weeks_of_silence_of_an_agency_that_the_plan_names_are_asked_about() -> None:
    events = [conference(), PLAN, HEARD]

    assert {o.about for o in found(RULE, events, day(341))} == set()
    assert {o.about for o in found(RULE, events, day(342))} == {"Police"}
    assert {o.about for o in found(RULE, events, day(352))} == {"Police", "School"}


def test_a_practitioner_who_did_not_come_is_asked_about_until_the_next_meeting() -> None:
    content = {"whose": "professional", "why": "professional_absent", "appointment": "Conference"}
    absent = entry(11, "missed_appointment", 120, content=content)
    met = entry(12, "core_group", 130, content={"agencies_present": ["gp"]})

    assert [one.evidence for one in found(RULE, [absent], day(120))] == [("11",)]
    assert found(RULE, [absent, met], day(130)) == []


def test_of_two_core_groups_of_one_day_the_later_says_who_stayed_away_last() -> None:
    first = core_group(12, 310, "School")
    content = {"agencies_present": ["Police"], "progress": "p"}
    morning = entry(14, "core_group", 340, content=content, occurred=at(340, 9))
    absent = content | {"agencies_absent": ["School"]}
    noon = entry(15, "core_group", 340, content=absent, occurred=at(340, 12))
    evening = entry(13, "core_group", 340, content=absent, occurred=at(340, 16))

    told = found(RULE, [conference(), first, evening, morning, noon], day(340))

    assert [(o.about, o.evidence) for o in told] == [("School", ("15", "13"))]
    assert found(RULE, [conference(), first, morning], day(340)) == []
