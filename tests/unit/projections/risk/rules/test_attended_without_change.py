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
        (("10", "11", "12", "13", "14", "15"), day(191), "Kept 5 of 5 in 91 days.")
    ]


def test_who_stays_away_as_often_is_another_question() -> None:
    assert found(RULE, [planned(), *KEPT, missed(16, 180), missed(17, 182)], day(191)) == []


def test_evidence_of_change_ends_the_question() -> None:
    content = {"outcome": str(OUTCOME), "result": "partly", "evidence_of_change": ["12"]}
    reviewed = entry(20, "outcome_reviewed", 180, content=content, stream=OUTCOME)

    assert found(RULE, [planned(), *KEPT, reviewed], day(191)) == []


def test_four_kept_appointments_are_too_few_to_ask_what_they_mean() -> None:
    assert found(RULE, [planned(), *KEPT[:4]], day(191)) == []


def claimed(*against: str, said_by: str = "carer", **more: Any) -> Any:
    content = {"outcome": str(OUTCOME), "result": "partly", "said_by": said_by}
    content |= {"contradicted_by": list(against)} | more
    return entry(20, "outcome_reviewed", 130, content=content, stream=OUTCOME)


def test_a_change_that_a_carer_tells_of_and_another_source_contradicts_is_asked_about() -> None:
    school = entry(19, "school_concern", 120, content={"concerns": ["neglect"]})
    events = [planned(), school]

    assert [
        (one.evidence, one.since) for one in found(RULE, [*events, claimed("19")], day(130))
    ] == [(("20", "19"), day(130))]
    assert found(RULE, [*events, claimed()], day(130)) == []
    assert found(RULE, [*events, claimed("19", said_by="practitioner")], day(130)) == []
    assert found(RULE, [*events, claimed("19", result="not")], day(130)) == []


def test_evidence_of_change_settles_what_was_contradicted() -> None:
    school = entry(19, "school_concern", 120, content={"concerns": ["neglect"]})
    content = {"outcome": str(OUTCOME), "result": "partly", "evidence_of_change": ["21"]}
    shown = entry(22, "outcome_reviewed", 150, content=content, stream=OUTCOME)

    assert found(RULE, [planned(), school, claimed("19"), shown], day(150)) == []


def test_evidence_of_change_of_the_same_day_settles_it_whichever_was_recorded_first() -> None:
    school = entry(19, "school_concern", 120, content={"concerns": ["neglect"]})
    content = {"outcome": str(OUTCOME), "result": "partly", "evidence_of_change": ["21"]}
    shown = {
        number: entry(number, "outcome_reviewed", 130, content=content, stream=OUTCOME)
        for number in (18, 22)
    }

    assert found(RULE, [planned(), shown[18], school, claimed("19")], day(130)) == []
    assert found(RULE, [planned(), school, claimed("19"), shown[22]], day(130)) == []
