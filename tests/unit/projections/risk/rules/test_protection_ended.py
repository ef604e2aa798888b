"""A child is not sent home to conditions that nobody looked at, nor left behind an ended order."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from projections.risk.rules.protection_ended import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

OUTCOME = UUID(int=77)


def condition() -> Any:
    content = {"desired": "He has moved out.", "owner": "w", "measure": "m", "due": "2030-01-01"}
    content |= {"condition_for": "return_home"}
    return entry(10, "outcome_planned", 100, content=content, stream=OUTCOME)


def home(**more: Any) -> Any:
    content = {"about": "return_home", "decision": "Home.", "result": "go_ahead", "reason": "r"}
    return entry(12, "management_decision", 200, content=content | more)


def test_a_return_home_with_a_condition_unmet_is_asked_about_that_day() -> None:
    assert [(one.evidence, one.since) for one in found(RULE, [condition(), home()], day(200))] == [
        (("10", "12"), day(200))
    ]


def test_a_condition_that_was_met_is_no_question() -> None:
    content = {"outcome": str(OUTCOME), "evidence_of_change": ["9"], "changed": "Seen empty."}
    met = entry(11, "outcome_achieved", 150, content=content, stream=OUTCOME)

    assert found(RULE, [condition(), met, home()], day(200)) == []
    assert found(RULE, [condition(), home(result="wait")], day(200)) == []


def test_an_order_that_ended_with_nothing_after_it_is_asked_about_until_one_protects_again() -> (
    None
):
    content = {"type": "interim_care", "how": "ran_out", "replaced": "no"}
    ended = entry(10, "order_ended", 300, content=content)
    replaced = entry(10, "order_ended", 300, content=content | {"replaced": "yes"})
    made = entry(11, "order_made", 310, content={"type": "care"})

    assert len(found(RULE, [ended], day(300))) == 1
    assert found(RULE, [replaced], day(300)) == []
    assert found(RULE, [ended, made], day(310)) == []


def test_an_arrangement_that_ended_is_asked_about() -> None:
    content = {"about": "protective_arrangement_ended", "replaced": "no"}

    assert len(found(RULE, [entry(10, "other_event", 300, content=content)], day(300))) == 1


def test_a_move_whose_condition_was_not_met_when_it_happened_is_asked_about() -> None:
    said = {"move": "return_home", "new_home": "yes", "conditions": ["The dogs are gone."]}
    unmet = entry(10, "address_recorded", 200, content=said | {"conditions_met": "no"})
    met = entry(10, "address_recorded", 200, content=said | {"conditions_met": "yes"})

    assert [one.since for one in found(RULE, [unmet], day(200))] == [day(200)]
    assert found(RULE, [met], day(200)) == []


def test_a_child_who_goes_home_while_a_condition_is_open_is_asked_about_on_the_day() -> None:
    content = {"move": "return_home", "new_home": "yes", "protected": "no"}
    went = entry(12, "address_recorded", 200, content=content)
    met = {"outcome": str(OUTCOME), "evidence_of_change": ["9"], "changed": "He has gone."}
    achieved = entry(11, "outcome_achieved", 190, content=met, stream=OUTCOME)

    assert [one.evidence for one in found(RULE, [condition(), went], day(200))] == [("10", "12")]
    assert found(RULE, [condition(), achieved, went], day(200)) == []
