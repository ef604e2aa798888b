"""What was told first is gone back to, whoever took it back."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.disclosure_taken_back import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

TOLD = entry(
    10,
    "disclosure",
    2_000,
    content={"words": "He hits me.", "abuse": ["physical"], "told_to": "Teacher", "fact": "Told."},
)


def withdrawn(**content: Any) -> Any:
    said = {"disclosure": "10", "withdrawn_by": "The child", "fact": "Took it back."}
    return entry(11, "disclosure_withdrawn", 2_005, content=said | content)


def enquiry(of_life: int) -> Any:
    content = {
        "finding": "unsubstantiated",
        "follows": "no_further_action",
        "reason": "x",
        "approved_by": "m",
    }
    return entry(12, "section_47_enquiry_concluded", of_life, content=content)


def test_taken_back_before_any_enquiry_was_completed_it_is_asked_about() -> None:
    assert [one.evidence for one in found(RULE, [TOLD, withdrawn()], day(2_005))] == [("10", "11")]


def test_an_enquiry_that_was_completed_answers_it() -> None:
    assert found(RULE, [TOLD, withdrawn(enquiry_completed="yes")], day(2_005)) == []
    assert found(RULE, [TOLD, withdrawn(), enquiry(2_020)], day(2_020)) == []


def test_an_enquiry_of_the_year_before_was_about_something_else() -> None:
    assert found(RULE, [enquiry(1_600), TOLD, withdrawn()], day(2_005))
