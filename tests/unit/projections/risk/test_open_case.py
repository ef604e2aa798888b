"""Whether a case is open, and a plan in force, decides what is asked; a closed one asks less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events.recorded_event import Origin
from projections.child_record import ChildRecord
from projections.risk.history import history
from tests.factories.events import CHILD, family
from tests.unit.projections.risk.rules.told import day, entry

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent
    from projections.risk.history import History

REFERRAL = entry(10, "referral", 100, content={"from_whom": "school"})
PLAN = entry(11, "plan_agreed", 120, content={"type": "child_protection", "agencies": []})


def known(*events: RecordedEvent) -> History:
    return history(ChildRecord(child=CHILD, events=(*family(), *events)))


def closed(what: str) -> RecordedEvent:
    return entry(12, "closure", 200, content={"type": what, "reason": "Done."})


@pytest.mark.parametrize(
    ("what", "case", "plan"),
    [("all", False, False), ("child_protection", True, False), ("service", True, True)],
)
def test_one_service_that_ends_closes_neither_the_case_nor_the_plan(what, case, plan) -> None:
    told = known(REFERRAL, PLAN, closed(what))

    assert (told.case(92) is not None) is case
    assert told.plan_in_force(day(210)) is plan


def test_an_import_that_does_not_say_what_closed_ends_no_plan() -> None:
    row = entry(
        12, "closure", 200, content={"fact": "Closed."}, origin=Origin(source="file", ref="r")
    )

    assert known(REFERRAL, PLAN, row).case(92) is not None
    assert known(REFERRAL, PLAN, row).plan_in_force(day(210))
    assert known(REFERRAL, row).case(92) is None


def test_a_referral_that_was_not_taken_on_opens_no_case() -> None:
    decision = entry(12, "referral_decision", 101, content={"decision": "no_further_action"})

    assert known(REFERRAL).case(92) is not None
    assert known(REFERRAL, decision).case(92) is None
