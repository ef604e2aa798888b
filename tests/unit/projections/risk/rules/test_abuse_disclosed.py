"""What a child told, or showed, is acted on without the child having to tell again."""

from __future__ import annotations

from typing import Any

import pytest

from projections.risk.rules.abuse_disclosed import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

TOLD = entry(
    10,
    "disclosure",
    2_000,
    content={
        "words": "He hits me.",
        "abuse": ["physical"],
        "told_to": "Teacher",
        "fact": "Told in class.",
    },
)
SIGN = entry(
    10, "sign_of_sexual_abuse", 2_000, content={"signs": ["behaviour"], "fact": "Seen at play."}
)


def decided(kind: str, naming: str, *about: str, **more: Any) -> Any:
    content = {"decision": "A joint enquiry begins.", "reason": "She told.", naming: list(about)}
    return entry(20, kind, 2_001, content=content | more)


@pytest.mark.parametrize("event", [TOLD, SIGN])
def test_telling_and_showing_are_asked_about_at_once(event: Any) -> None:
    assert [(one.evidence, one.about) for one in found(RULE, [event], day(2_000))] == [
        (("10",), "10")
    ]


@pytest.mark.parametrize(
    ("kind", "naming"), [("strategy_discussion", "about"), ("management_decision", "rests_on")]
)
def test_only_a_decision_on_what_this_child_told_answers_it(kind: str, naming: str) -> None:
    assert found(RULE, [TOLD, decided(kind, naming, "9")], day(2_002))
    assert found(RULE, [TOLD, decided(kind, naming, "10")], day(2_002)) == []


def test_taking_it_back_does_not_end_the_question() -> None:
    withdrawn = entry(
        11,
        "disclosure_withdrawn",
        2_003,
        content={"disclosure": "10", "withdrawn_by": "The child", "fact": "Took it back."},
    )

    assert found(RULE, [TOLD, withdrawn], day(2_004))


def test_a_child_who_told_of_abuse_by_ringing_up_has_disclosed_it() -> None:
    def rang(source: str, *concerns: str) -> Any:
        content = {"from_whom": source, "concerns": list(concerns)}
        return entry(10, "contact", 2_000, content=content)

    assert [one.evidence for one in found(RULE, [rang("child", "physical_abuse")], day(2_000))] == [
        ("10",)
    ]
    assert found(RULE, [rang("child", "housing")], day(2_000)) == []
    assert found(RULE, [rang("neighbour", "physical_abuse")], day(2_000)) == []
