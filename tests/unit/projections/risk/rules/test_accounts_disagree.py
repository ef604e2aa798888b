"""Two accounts of one incident are not left standing side by side."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.accounts_disagree import RULE
from tests.unit.projections.risk.rules.told import day, entry, found

ONE = entry(10, "injury_observed", 300, content={"type": ["bruise"], "site": ["face"]})
OTHER = entry(
    11, "injury_observed", 301, content={"type": ["bruise"], "site": ["face"]}, agency="Hospital"
)


def linked(differences: str = "One says stairs, one says bath.", **more: Any) -> Any:
    content = {"entries": ["10", "11"], "about": "cause", "differences": differences}
    return entry(12, "accounts_linked", 302, content=content | {"certainty": "decided"} | more)


def test_a_week_after_the_difference_was_seen_it_is_asked_who_settles_it() -> None:
    events = [ONE, OTHER, linked()]

    assert found(RULE, events, day(308)) == []
    assert [(one.evidence, one.since, one.note) for one in found(RULE, events, day(309))] == [
        (("10", "11"), day(309), "They differ in this: cause.")
    ]


def test_accounts_that_do_not_differ_are_not_asked_about() -> None:
    assert found(RULE, [ONE, OTHER, linked("")], day(320)) == []


def test_a_decision_that_rests_on_both_settles_it() -> None:
    content = {"about": "other", "decision": "The bath.", "reason": "r", "rests_on": ["10", "11"]}
    decided = entry(13, "management_decision", 305, content=content)
    half = entry(13, "management_decision", 305, content=content | {"rests_on": ["10"]})

    assert found(RULE, [ONE, OTHER, linked(), decided], day(320)) == []
    assert len(found(RULE, [ONE, OTHER, linked(), half], day(320))) == 1


def test_accounts_that_an_import_says_differ_are_asked_about_before_anybody_links_them() -> None:
    likely = linked(certainty="candidate")

    assert [one.evidence for one in found(RULE, [ONE, OTHER, likely], day(309))] == [("10", "11")]
