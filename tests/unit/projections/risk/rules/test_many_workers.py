"""A child whom nobody has known for long is asked about."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.many_workers import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

OPEN = entry(9, "referral", 90, content={"from_whom": "school", "concerns": ["neglect"]})


def led(
    position: int, of_life: int, worker: str, change: str = "begins", role: str = "lead"
) -> Any:
    content = {"worker_name": worker, "role": role, "change": change}
    return entry(position, "allocation", of_life, content=content)


def test_a_third_lead_practitioner_in_a_year_is_asked_about() -> None:
    events = [led(10, 100, "A"), led(11, 200, "B"), led(12, 465, "C")]

    assert found(RULE, events, day(464)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(465))] == [
        (("10", "11", "12"), day(465))
    ]
    assert found(RULE, events, day(470 + 366)) == []


def test_the_same_worker_named_again_is_no_new_worker() -> None:
    assert found(RULE, [led(10, 100, "A"), led(11, 200, "A"), led(12, 300, "B")], day(300)) == []


def test_a_case_that_nobody_leads_is_asked_about_on_the_next_day() -> None:
    events = [OPEN, led(10, 100, "A"), led(11, 200, "A", "ends")]

    assert found(RULE, events, day(200)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(201))] == [
        (("11",), day(201))
    ]
    assert found(RULE, [*events, led(12, 201, "B")], day(201)) == []
    assert found(RULE, events[1:], day(201)) == []


def test_another_manager_over_an_open_case_is_asked_about() -> None:
    events = [led(10, 100, "M", role="manager"), led(11, 200, "N", role="manager")]

    assert [one.evidence for one in found(RULE, [OPEN, *events], day(200))] == [("10", "11")]
    assert found(RULE, events, day(200)) == []


def test_an_import_says_by_its_handovers_that_the_case_went_from_worker_to_worker() -> None:
    def handed_over(position: int, of_life: int, **more: Any) -> Any:
        said = {"agency": "social care", "content": {}, "imported": True} | more
        return entry(position, "handover_sent", of_life, **said)

    twice = [handed_over(10, 100), handed_over(11, 300)]

    assert found(RULE, twice[:1], day(300)) == []
    assert [one.evidence for one in found(RULE, twice, day(300))] == [("10", "11")]
    assert found(RULE, [twice[0], handed_over(11, 300, agency="police")], day(300)) == []
    to_health = handed_over(11, 300, content={"agencies_named": ["health visiting"]})
    assert found(RULE, [twice[0], to_health], day(300)) == []
    assert found(RULE, twice, day(480)) == []
