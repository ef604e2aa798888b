"""What was handed over stays somebody's until it is understood."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.handed_over_unheard import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

SENT = entry(10, "handover_sent", 300, content={"to": "School", "what": "w", "asked": "a"})


def understood(**more: Any) -> Any:
    content = {"handover": "10", "understood": "u", "will_do": "d"}
    return entry(11, "handover_understood", 302, content=content | more)


def test_after_two_working_days_it_is_asked_who_holds_it() -> None:
    assert found(RULE, [SENT], day(303)) == []
    assert [(one.evidence, one.since) for one in found(RULE, [SENT], day(304))] == [
        (("10",), day(304))
    ]


def test_understood_in_the_receivers_words_it_is_held() -> None:
    assert found(RULE, [SENT, understood()], day(310)) == []


def test_not_accepted_it_is_not_held() -> None:
    assert len(found(RULE, [SENT, understood(not_accepted="Not ours.")], day(310))) == 1


def test_information_is_asked_about_only_where_its_receipt_is_said_to_be_open() -> None:
    said = {"to": ["School"], "what": "w", "purpose": "safeguarding", "basis": "legal_duty"}
    open_ = entry(10, "information_shared", 300, content=said | {"receipt_confirmed": "no"})
    silent = entry(10, "information_shared", 300, content=said)

    assert len(found(RULE, [open_], day(304))) == 1
    assert found(RULE, [silent], day(310)) == []


def test_a_date_that_was_agreed_is_its_own_limit() -> None:
    content = {"to": "School", "what": "w", "asked": "a", "due": day(320).isoformat()}
    sent = entry(10, "handover_sent", 300, content=content)

    assert found(RULE, [sent], day(320)) == []
    assert len(found(RULE, [sent], day(321))) == 1


def test_a_worker_who_leaves_an_open_case_without_handing_over_is_asked_about() -> None:
    opened = entry(9, "referral", 290, content={"from_whom": "school", "concerns": ["neglect"]})
    left = entry(12, "other_event", 300, content={"about": "worker_left"})
    ends = {"worker_name": "w", "role": "lead", "change": "ends"}
    taken_off = entry(13, "allocation", 300, content=ends)

    assert found(RULE, [opened, left], day(303)) == []
    assert [one.evidence for one in found(RULE, [opened, left], day(304))] == [("12",)]
    assert [one.cites for one in found(RULE, [opened, taken_off], day(304))] == ["allocation"]
    assert found(RULE, [left, taken_off], day(304)) == []
    assert found(RULE, [opened, SENT, understood(), left, taken_off], day(310)) == []
