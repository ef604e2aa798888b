"""A worker is not left alone with what she sees."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.supervision_late import RULE
from tests.unit.projections.risk.rules.told import at, day, entry, found

PLAN = entry(10, "plan_agreed", 100, content={"type": "child_protection", "agencies": []})


def supervised(of_life: int) -> Any:
    content = {"type": "case", "supervisor": "w", "discussed": "d", "decisions": "e"}
    return entry(11, "supervision", of_life, content=content)


def test_four_weeks_of_a_plan_without_supervision_are_asked_about() -> None:
    assert found(RULE, [PLAN], day(128)) == []
    assert [(one.evidence, one.since) for one in found(RULE, [PLAN], day(129))] == [
        (("10",), day(129))
    ]


def test_supervision_begins_the_four_weeks_again() -> None:
    assert found(RULE, [PLAN, supervised(120)], day(148)) == []
    assert [o.evidence for o in found(RULE, [PLAN, supervised(120)], day(149))] == [("11",)]


def test_when_the_plan_has_ended_nobody_is_asked() -> None:
    content = {"type": "child_protection", "why": "no_longer_needed", "reason": "r"}
    ended = entry(12, "plan_ended", 120, content=content)

    assert found(RULE, [PLAN, ended], day(200)) == []


def test_an_imports_conference_made_a_plan_where_a_core_group_or_an_outcome_says_so() -> None:
    held = entry(10, "conference_held", 100, content={"fact": "Conference."}, imported=True)
    core = entry(11, "core_group", 110, content={"fact": "Core group."}, imported=True)
    review = entry(12, "conference_held", 120, content={"fact": "Review."}, imported=True)

    assert found(RULE, [held], day(129)) == []
    assert [one.evidence for one in found(RULE, [held, core], day(129))] == [("10",)]
    assert [one.evidence for one in found(RULE, [held, core, review], day(150))] == [("10",)]


def test_an_import_that_does_not_say_what_a_review_decided_ends_no_plan() -> None:
    plan = entry(10, "plan_agreed", 100, content={"type": "child_protection", "agencies": []})
    silent = entry(11, "conference_held", 120, content={"fact": "Review."}, imported=True)
    ended = entry(12, "conference_held", 130, content={"decision": "plan_ends"}, imported=True)

    assert [one.evidence for one in found(RULE, [plan, silent], day(150))] == [("10",)]
    assert found(RULE, [plan, silent, ended], day(150)) == []


def test_of_two_supervisions_of_one_day_the_later_is_the_last() -> None:
    content = {"type": "case", "supervisor": "w", "discussed": "d", "decisions": "e"}
    late = entry(11, "supervision", 120, content=content, occurred=at(120, 16))
    early = entry(12, "supervision", 120, content=content, occurred=at(120, 9))

    assert [one.evidence for one in found(RULE, [PLAN, late, early], day(149))] == [("11",)]
