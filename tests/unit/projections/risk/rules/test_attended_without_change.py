"""Turning up is not taken for change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from projections.risk.rules.attended_without_change import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

OUTCOME = UUID(int=77)


def planned() -> Any:
    content = {"desired": "Meals every day.", "owner": "w", "measure": "m", "due": "2030-01-01"}
    return entry(10, "outcome_planned", 100, content=content, stream=OUTCOME)


def kept(position: int, of_life: int) -> Any:
    content = {"appointment": "Parenting group", "whose": "carer"}
    return entry(position, "appointment_attended", of_life, content=content)


def missed(position: int, of_life: int) -> Any:
    content = {"appointment": "Group", "whose": "carer", "why": "carer_cancelled"}
    return entry(position, "missed_appointment", of_life, content=content)


KEPT = [kept(11, 130), kept(12, 140), kept(13, 150), kept(14, 160), kept(15, 170)]


def test_three_months_of_attending_without_any_evidence_of_change_are_asked_about() -> None:
    events = [planned(), *KEPT]

    assert found(RULE, events, day(190)) == []
    assert [(one.evidence, one.since, one.note) for one in found(RULE, events, day(191))] == [
        (("10", "11", "12", "13", "14", "15"), day(191), "Kept 5 of 5 in three months.")
    ]


def test_who_stays_away_as_often_is_another_question() -> None:
    assert found(RULE, [planned(), *KEPT, missed(16, 180), missed(17, 182)], day(191)) == []


def test_evidence_of_change_ends_the_question() -> None:
    content = {"outcome": str(OUTCOME), "result": "partly", "evidence_of_change": ["12"]}
    reviewed = entry(20, "outcome_reviewed", 180, content=content, stream=OUTCOME)

    assert found(RULE, [planned(), *KEPT, reviewed], day(191)) == []


def test_four_kept_appointments_are_too_few_to_ask_what_they_mean() -> None:
    assert found(RULE, [planned(), *KEPT[:4]], day(191)) == []
