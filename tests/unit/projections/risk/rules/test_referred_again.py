"""A child who is referred again after closing is not begun anew."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.referred_again import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

CLOSED = entry(
    10, "closure", 100, content={"type": "all", "reason": "Progress.", "decided_by": "m"}
)


def referral(of_life: int) -> Any:
    content = {"from_whom": "school", "concern": "x", "immediate_risk": "no", "fact": "Sent."}
    return entry(11, "referral", of_life, content=content)


def test_a_referral_within_a_year_of_closing_asks_what_had_not_changed() -> None:
    assert [
        (one.evidence, one.about) for one in found(RULE, [CLOSED, referral(465)], day(465))
    ] == [(("10", "11"), "11")]


def test_a_referral_after_a_year_is_a_new_one() -> None:
    assert found(RULE, [CLOSED, referral(466)], day(466)) == []


def test_a_first_referral_had_nothing_closed_before_it() -> None:
    assert found(RULE, [referral(90), CLOSED], day(120)) == []


def test_the_end_of_one_service_closed_nothing() -> None:
    service = entry(
        10, "closure", 100, content={"type": "service", "reason": "Done.", "decided_by": "m"}
    )

    assert found(RULE, [service, referral(200)], day(200)) == []
