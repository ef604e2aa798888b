"""A child is not heard through those it would speak about."""

from __future__ import annotations

from typing import Any

import pytest

from projections.risk.rules.who_interpreted import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def visit(position: int, of_life: int, interpreter: str) -> Any:
    content = {"purpose": "Planned", "seen": "yes", "alone": "no", "fact": "Went."}
    return entry(position, "visit", of_life, content=content | {"interpreter": interpreter})


@pytest.mark.parametrize("who", ["family", "child", "none"])
def test_it_is_asked_who_spoke_for_the_child(who: str) -> None:
    assert [one.evidence for one in found(RULE, [visit(10, 100, who)], day(100))] == [("10",)]


@pytest.mark.parametrize("who", ["not_needed", "independent", "practitioner"])
def test_an_independent_voice_is_not_asked_about(who: str) -> None:
    assert found(RULE, [visit(10, 100, who)], day(100)) == []


def test_after_three_months_it_is_not_raised_anew() -> None:
    assert found(RULE, [visit(10, 100, "family")], day(200)) == []
