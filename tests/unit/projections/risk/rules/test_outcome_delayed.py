"""A date that passes is asked about for what it meant, and not only chased."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from projections.risk.rules.outcome_delayed import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

OUTCOME = UUID(int=77)


def planned(of_life: int = 100) -> Any:
    content = {
        "desired": "Looked after every evening.",
        "owner": "w",
        "measure": "Says so.",
        "due": day(120).isoformat(),
    }
    return entry(10, "outcome_planned", of_life, content=content, stream=OUTCOME)


def moved(position: int, of_life: int, to: int) -> Any:
    content = {"outcome": str(OUTCOME), "to": day(to).isoformat(), "reason": "No place yet."}
    return entry(position, "outcome_moved", of_life, content=content, stream=OUTCOME)


def test_the_day_after_it_was_due_it_is_asked_what_the_delay_meant() -> None:
    assert found(RULE, [planned()], day(120)) == []
    assert [(one.evidence, one.since, one.about) for one in found(RULE, [planned()], day(121))] == [
        (("10",), day(121), str(OUTCOME))
    ]


def test_a_date_that_was_moved_twice_is_asked_about_before_it_passes() -> None:
    events = [planned(), moved(11, 119, 140), moved(12, 139, 160)]

    assert found(RULE, events[:2], day(119)) == []
    assert [(one.since, one.note) for one in found(RULE, events, day(139))] == [
        (day(139), "Its date was moved 2 times.")
    ]


def test_what_was_achieved_is_asked_about_no_more() -> None:
    content = {"outcome": str(OUTCOME), "evidence_of_change": ["9"], "changed": "He says so."}
    achieved = entry(11, "outcome_achieved", 130, content=content, stream=OUTCOME)

    assert found(RULE, [planned(), achieved], day(140)) == []


def test_an_outcome_that_two_conferences_carried_over_is_asked_about_before_it_is_late() -> None:
    planned = entry(
        10,
        "outcome_planned",
        100,
        stream=UUID(int=9),
        content={"desired": "Sleeps at night.", "due": "2030-01-01"},
    )
    held = [
        entry(n, "conference_held", at, content={"type": "review", "decision": "plan_continues"})
        for n, at in ((11, 190), (12, 370))
    ]

    assert found(RULE, [planned, held[0]], day(200)) == []
    assert [(one.since, one.note) for one in found(RULE, [planned, *held], day(370))] == [
        (day(370), "Carried over 2 conferences.")
    ]
