"""A child who does not speak as others do is asked after as well."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.how_this_child_tells import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def condition(**more: Any) -> Any:
    content = {"whose": "child", "condition": "communication_need"} | more
    return entry(10, "health_condition", 300, content=content)


def heard(of_life: int) -> Any:
    content = {"purpose": "p", "seen": "yes", "behaviour": "Pointed at the door."}
    return entry(11, "visit", of_life, content=content)


MEANS = {"communication_method": "Pictures"}


def test_eight_weeks_without_the_means_or_a_word_are_asked_about() -> None:
    assert found(RULE, [condition()], day(355)) == []
    assert [(one.evidence, one.since) for one in found(RULE, [condition()], day(356))] == [
        (("10",), day(356))
    ]


def test_a_word_without_the_means_is_not_enough() -> None:
    assert len(found(RULE, [condition(), heard(350)], day(356))) == 1


def test_the_means_and_what_the_child_showed_answer_it_for_eight_weeks() -> None:
    events = [condition(**MEANS), heard(350)]

    assert found(RULE, events, day(405)) == []
    assert [one.since for one in found(RULE, events, day(406))] == [day(406)]


def test_an_adults_condition_is_another_matter() -> None:
    assert found(RULE, [condition(whose="adult")], day(400)) == []
