"""What relatives and neighbours say is gone back to."""

from __future__ import annotations

from typing import Any

import pytest

from events.recorded_event import SOMEBODY
from projections.risk.rules.concern_not_followed_up import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def concern(source: str = "family", **content: Any) -> Any:
    said = {"from_whom": source, "concerns": ["neglect"], "fact": "Grandmother is worried."}
    return entry(10, "concern_raised", 100, content=said | content)


def test_a_week_without_anything_done_is_asked_about() -> None:
    assert found(RULE, [concern()], day(106)) == []
    assert [(one.evidence, one.since) for one in found(RULE, [concern()], day(107))] == [
        (("10",), day(107))
    ]


@pytest.mark.parametrize("content", [{"followed_up": "yes"}, {"finding": "supported"}])
def test_followed_up_or_looked_into_it_is_answered(content: dict[str, str]) -> None:
    assert found(RULE, [concern(**content)], day(120)) == []


def test_a_visit_that_follows_it_up_answers_it() -> None:
    content = {"purpose": "Concern", "seen": "yes", "alone": "no", "fact": "Went."}
    visit = entry(11, "visit", 103, content=content | {"follows_up": "10"})

    assert found(RULE, [concern(), visit], day(120)) == []


def test_what_an_agency_reports_has_clocks_of_its_own() -> None:
    assert found(RULE, [concern("school")], day(120)) == []


def test_an_imports_concern_told_by_nobodys_agency_is_asked_about_unless_somebody_went() -> None:
    row = entry(
        10, "concern_raised", 100, agency=SOMEBODY, content={"fact": "Rang."}, imported=True
    )
    visit = entry(11, "visit", 104, content={"fact": "Went.", "seen": "yes"}, imported=True)
    missed = entry(11, "visit", 104, content={"fact": "Nobody in.", "seen": "no"}, imported=True)

    assert [(one.since, one.note) for one in found(RULE, [row], day(107))] == [
        (day(107), "Who was worried is not in the import.")
    ]
    assert found(RULE, [row, visit], day(107)) == []
    assert found(RULE, [row, missed], day(107))


def test_what_the_helpline_passes_on_was_told_by_members_of_the_public() -> None:
    def row(agency: str) -> Any:
        return entry(10, "concern_raised", 100, content={}, agency=agency, imported=True)

    assert [one.evidence for one in found(RULE, [row("nspcc")], day(107))] == [("10",)]
    assert found(RULE, [row("hospital")], day(107)) == []
