"""Missed appointments count over all agencies together, and only the family's own."""

from __future__ import annotations

from typing import Any

import pytest

from events.recorded_event import Origin
from projections.risk.rules.not_brought import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

MISSED = {"appointment": "clinic", "whose": "child", "why": "not_brought", "fact": "Not brought."}


def missed(position: int, of_life: int, **content: Any) -> Any:
    return entry(
        position,
        "missed_appointment",
        of_life,
        content=MISSED | content,
        agency=f"Agency {position}",
    )


def test_two_missed_in_eight_weeks_at_different_agencies_are_one_question() -> None:
    events = [missed(10, 100), missed(11, 155)]

    assert [(one.evidence, one.since) for one in found(RULE, events, day(155))] == [
        (("10", "11"), day(155))
    ]


def test_two_missed_nine_weeks_apart_are_not_a_cluster() -> None:
    assert found(RULE, [missed(10, 100), missed(11, 163)], day(163)) == []


def test_three_missed_in_six_months_are_a_cluster() -> None:
    events = [missed(10, 100), missed(11, 180), missed(12, 260)]

    assert [one.evidence for one in found(RULE, events, day(260))] == [("10", "11", "12")]


@pytest.mark.parametrize(
    "content",
    [{"whose": "professional"}, {"why": "service_cancelled"}, {"why": "unknown"}, {"why": ""}],
)
def test_a_family_is_never_faulted_for_what_others_missed_or_nobody_knows(
    content: dict[str, str],
) -> None:
    assert found(RULE, [missed(10, 100, **content), missed(11, 110, **content)], day(110)) == []


def test_a_carers_late_cancelling_counts_like_not_being_brought() -> None:
    events = [missed(10, 100, why="carer_cancelled"), missed(11, 110, whose="carer")]

    assert [one.evidence for one in found(RULE, events, day(110))] == [("10", "11")]


def test_one_missed_is_enough_where_the_plan_is_for_neglect() -> None:
    conference = entry(9, "conference_held", 50, content={"fact": "Held.", "category": "neglect"})

    assert found(RULE, [missed(10, 100)], day(100)) == []
    assert [one.evidence for one in found(RULE, [conference, missed(10, 100)], day(100))] == [
        ("10",)
    ]


def test_a_professionals_absence_in_an_import_is_not_the_familys() -> None:
    rows = [
        entry(
            n,
            "missed_appointment",
            100 + n,
            origin=Origin(source="file", ref=str(n)),
            content={"fact": "Did not attend the conference.", "professionals": ["GP"]},
        )
        for n in (10, 11)
    ]

    assert found(RULE, rows, day(120)) == []


def test_the_question_rests_when_the_window_has_passed() -> None:
    events = [missed(10, 100), missed(11, 110)]

    assert found(RULE, events, day(155)) != []
    assert found(RULE, events, day(156)) == []


def test_two_agencies_tellings_of_one_missed_appointment_are_one() -> None:
    linked = entry(20, "accounts_linked", 120, content={"entries": ["10", "11"], "reason": "One."})
    content = {"whose": "child", "why": "not_brought", "appointment": "Clinic"}
    told = [entry(n, "missed_appointment", 110, content=content) for n in (10, 11)]

    assert found(RULE, told, day(120))
    assert found(RULE, [*told, linked], day(120)) == []


def test_an_older_teenagers_own_booking_is_left_to_the_teenager() -> None:
    content = {"whose": "child", "why": "not_brought", "appointment": "Clinic"}
    own = [entry(n, "missed_appointment", 17 * 366 + n, content=content) for n in (10, 11)]

    assert found(RULE, own, day(17 * 366 + 20)) == []


def test_one_missed_that_was_made_because_of_the_plan_is_enough() -> None:
    def made(in_plan: str) -> Any:
        content = {"whose": "child", "appointment": "clinic", "in_plan": in_plan}
        return entry(10, "appointment_made", 90, content=content)

    once = missed(11, 100, appointment_made="10")

    assert [one.evidence for one in found(RULE, [made("yes"), once], day(100))] == [("11",)]
    assert found(RULE, [made("no"), once], day(100)) == []


def test_missed_appointments_are_told_of_once_a_week() -> None:
    assert RULE.weekly
