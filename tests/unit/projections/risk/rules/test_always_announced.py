"""What only announced visits saw is not all there is to see."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.always_announced import RULE
from tests.unit.projections.risk.rules.told import at, day, entry, found

OPEN = entry(9, "referral", 90, content={"from_whom": "school", "concerns": ["neglect"]})


def visits(announced: str = "yes", bedroom: str = "yes", count: int = 6) -> list[Any]:
    content = {
        "purpose": "Planned",
        "seen": "yes",
        "alone": "no",
        "fact": "Went.",
        "announced": announced,
        "bedroom": bedroom,
    }
    return [entry(10 + n, "visit", 100 + 10 * n, content=content) for n in range(count)]


def test_six_visits_that_were_all_announced_are_asked_about() -> None:
    assert [len(one.evidence) for one in found(RULE, [OPEN, *visits()], day(160))] == [6]
    assert found(RULE, [OPEN, *visits(count=5)], day(160)) == []


def test_one_that_was_not_announced_answers_it() -> None:
    unplanned = entry(
        20,
        "visit",
        155,
        content={
            "purpose": "Unplanned",
            "seen": "yes",
            "alone": "no",
            "fact": "Went.",
            "announced": "no",
            "bedroom": "yes",
        },
    )

    assert found(RULE, [OPEN, *visits(), unplanned], day(160)) == []


def test_a_bedroom_that_nobody_saw_twice_running_is_asked_about() -> None:
    asked = found(RULE, [OPEN, *visits(announced="unknown", bedroom="no", count=2)], day(120))

    assert [one.evidence for one in asked] == [("10", "11")]


def test_what_was_not_recorded_is_not_read_as_no() -> None:
    assert found(RULE, [OPEN, *visits(announced="unknown", bedroom="unknown")], day(160)) == []


def test_what_is_offered_to_every_family_is_announced_and_nobody_asks_why() -> None:
    assert found(RULE, visits(), day(160)) == []
    closed = entry(30, "closure", 158, content={"type": "all", "reason": "Done."})
    assert found(RULE, [OPEN, *visits(), closed], day(160)) == []


def test_of_one_day_a_visit_that_others_surely_came_after_is_none_of_the_last() -> None:
    content = {"purpose": "p", "seen": "yes", "alone": "no", "fact": "Went.", "announced": "no"}
    shut, seen = content | {"bedroom": "no"}, content | {"bedroom": "yes"}
    events = [
        entry(12, "visit", 155, content=seen, occurred=at(155, 9)),
        entry(11, "visit", 155, content=shut, occurred=at(155, 12)),
        entry(10, "visit", 155, content=shut, occurred=at(155, 16)),
    ]

    assert [one.evidence for one in found(RULE, [OPEN, *events], day(160))] == [("11", "10")]
