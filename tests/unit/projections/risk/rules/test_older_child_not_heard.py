"""A child of ten or more is asked, too."""

from __future__ import annotations

from typing import Any

from events.recorded_event import Origin
from projections.risk.rules.older_child_not_heard import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

TEN = 3_660


def referral(of_life: int = TEN) -> Any:
    return entry(
        10,
        "referral",
        of_life,
        content={
            "from_whom": "school",
            "concern": "Tired",
            "immediate_risk": "no",
            "fact": "Sent.",
        },
    )


def visit(position: int, of_life: int, words: str = "", **more: Any) -> Any:
    content = {"purpose": "Planned", "seen": "yes", "alone": "yes", "fact": "Seen."}
    return entry(
        position, "visit", of_life, content=content | ({"words": words} if words else {}), **more
    )


def test_eight_weeks_of_an_open_case_without_the_childs_views_are_asked_about() -> None:
    events = [referral(), visit(11, TEN + 20)]

    assert found(RULE, events, day(TEN + 55)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(TEN + 56))] == [
        (("10",), day(TEN + 56))
    ]


def test_a_child_who_was_heard_is_asked_about_eight_weeks_later_and_not_before() -> None:
    events = [referral(), visit(11, TEN + 20, "I sleep at my nan's.")]

    assert found(RULE, events, day(TEN + 75)) == []
    assert [one.evidence for one in found(RULE, events, day(TEN + 76))] == [("10", "11")]


def test_a_younger_child_is_another_rules_question() -> None:
    assert found(RULE, [referral(1_000), visit(11, 1_020)], day(1_100)) == []


def test_a_closed_case_is_not_asked_about() -> None:
    closed = entry(
        12, "closure", TEN + 30, content={"type": "all", "reason": "Done.", "decided_by": "m"}
    )

    assert found(RULE, [referral(), visit(11, TEN + 20), closed], day(TEN + 80)) == []


def test_an_import_without_the_column_is_not_read_as_silence() -> None:
    row = visit(11, TEN + 20, origin=Origin(source="file", ref="1"))

    assert found(RULE, [referral(), row], day(TEN + 75)) == []


def test_a_child_who_did_not_want_to_speak_was_asked() -> None:
    declined = entry(12, "child_spoken_to", TEN + 50, content={"declined": "yes", "words": ""})

    assert found(RULE, [referral(), visit(11, TEN + 1), declined], day(TEN + 60)) == []


def test_rows_that_all_say_not_alone_are_asked_about_and_the_question_says_what_it_read() -> None:
    def row(alone: str) -> Any:
        content = {"purpose": "Planned", "seen": "yes", "alone": alone}
        return entry(11, "visit", TEN + 20, content=content, origin=Origin(source="file", ref="1"))

    assert found(RULE, [referral(), row("unknown")], day(TEN + 60)) == []
    assert found(RULE, [referral(), row("yes")], day(TEN + 60)) == []
    (asked,) = found(RULE, [referral(), row("no")], day(TEN + 60))
    assert asked.note.startswith("What the child said is not in the import")
