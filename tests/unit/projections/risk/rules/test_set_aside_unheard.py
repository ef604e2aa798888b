"""A concern is not set aside without asking the child and whoever raised it."""

from __future__ import annotations

from typing import Any

import pytest

from events.recorded_event import Origin
from projections.risk.rules.set_aside_unheard import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def concern(**content: Any) -> Any:
    said = {"from_whom": "neighbour", "concerns": ["neglect"], "fact": "Crying at night."}
    return entry(10, "concern_raised", 100, content=said | content)


@pytest.mark.parametrize("finding", ["malicious", "unfounded", "explained", "withdrawn"])
def test_set_aside_with_the_child_not_asked_it_stays_open(finding: str) -> None:
    (asked,) = found(RULE, [concern(finding=finding, referrer_spoken="yes")], day(100))

    assert (asked.about, asked.note) == ("10", "Not recorded as spoken to: the child.")


def test_both_asked_it_may_be_set_aside() -> None:
    heard = concern(finding="unfounded", child_spoken="yes", referrer_spoken="yes")

    assert found(RULE, [heard], day(100)) == []


def test_what_is_still_looked_into_is_not_set_aside() -> None:
    assert found(RULE, [concern(finding="open")], day(100)) == []


def test_an_import_without_the_columns_does_not_say_that_nobody_was_asked() -> None:
    row = entry(
        10,
        "concern_raised",
        100,
        content={"finding": "malicious", "fact": "Set aside."},
        origin=Origin(source="file", ref="1"),
    )

    assert found(RULE, [row], day(100)) == []


def test_an_allegation_that_was_called_false_is_asked_about() -> None:
    content = {"position": "Coach", "finding": "false", "child_spoken": "no"}
    events = [entry(10, "allegation_against_a_person", 100, content=content)]

    assert [one.evidence for one in found(RULE, events, day(100))] == [("10",)]
