"""An assessment that starts again is asked what it left behind."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.history_set_aside import RULE
from tests.unit.projections.risk.rules.told import at, day, entry, found

INJURY = entry(10, "injury_observed", 100, content={"type": ["bruise"], "site": ["face"]})
JOINED = entry(11, "household_joined", 200, content={"as_what": "partner"})


def assessed(position: int, of_life: int, *cites: str, **more: Any) -> Any:
    content = {"type": "child_and_family", "analysis": "Invented.", "cites": list(cites)}
    return entry(position, "assessment_completed", of_life, content=content, **more)


def test_an_assessment_after_a_new_partner_that_cites_nothing_before_is_asked_about() -> None:
    events = [INJURY, JOINED, assessed(12, 230)]

    assert found(RULE, events[:2], day(230)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(230))] == [
        (("10", "11", "12"), day(230))
    ]


def test_one_that_cites_what_went_before_is_not() -> None:
    assert found(RULE, [INJURY, JOINED, assessed(12, 230, "10")], day(230)) == []


def test_where_nothing_weighty_went_before_nothing_was_set_aside() -> None:
    assert found(RULE, [JOINED, assessed(12, 230)], day(230)) == []


def test_a_later_assessment_that_looks_back_ends_the_question() -> None:
    events = [INJURY, JOINED, assessed(12, 230), assessed(13, 260, "10", "11")]

    assert found(RULE, events, day(260)) == []


def test_an_import_without_citations_is_not_held_against_anybody() -> None:
    content = {"type": "child_and_family"}
    imported = entry(12, "assessment_completed", 230, content=content, imported=True)

    assert found(RULE, [INJURY, JOINED, imported], day(260)) == []


def test_an_assessment_later_on_the_same_day_that_looks_back_ends_the_question() -> None:
    back = assessed(12, 230, "10", occurred=at(230, 16))
    anew = assessed(13, 230, occurred=at(230, 9))

    assert found(RULE, [INJURY, JOINED, back, anew], day(230)) == []
    assert found(RULE, [INJURY, JOINED, back, assessed(13, 230)], day(230))
