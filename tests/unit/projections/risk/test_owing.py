"""What is owed because a question is asked is found as if everything owed were looked through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from projections.plans.planned_outcome import PlannedOutcome, changed
from projections.risk.asked import Indicator
from projections.risk.owed_for import Owing
from projections.risk.rule import Duty

ON = date(2024, 5, 6)
NUMBERS = st.lists(st.sampled_from("123456"), max_size=4, unique=True).map(tuple)
NAMES = st.sampled_from(["A", "B"])


@st.composite
def outcomes(draw: st.DrawFn) -> PlannedOutcome:
    return PlannedOutcome(
        id=UUID(int=draw(st.integers(1, 999))),
        child=UUID(int=2),
        origin=draw(st.sampled_from(["trigger", "indicator", "plan"])),
        desired="",
        opened=ON,
        practice_id=draw(NAMES),
        timescale=draw(NAMES),
        evidence=draw(NUMBERS),
        state=draw(st.sampled_from(["planned", "overdue", "achieved", "withdrawn"])),
    )


@st.composite
def questions(draw: st.DrawFn) -> Indicator:
    duty = draw(st.none() | NAMES)
    return Indicator(
        rule="a_rule",
        practice_id=draw(NAMES),
        question="",
        lesson="",
        would_show="",
        source="",
        evidence=draw(NUMBERS),
        since=ON,
        duty=Duty(timescale=duty) if duty else None,
    )


@given(st.lists(outcomes(), max_size=12), questions())
def test_nobody_is_named_but_who_owes_the_first_that_a_question_opened(
    every: list[PlannedOutcome], asked: Indicator
) -> None:
    def fits(one: PlannedOutcome) -> bool:
        duty = asked.duty is not None and one.timescale == asked.duty.timescale
        answer = one.origin == "indicator" and one.practice_id == asked.practice_id
        return (one.origin == "trigger" and duty) or answer

    first = next(
        (
            one
            for one in every
            if one.open and set(one.evidence) & set(asked.evidence) and fits(one)
        ),
        None,
    )

    assert Owing(every).because_of(asked) is first


@given(outcomes(), outcomes())
def test_an_outcome_that_changes_keeps_all_else(one: PlannedOutcome, other: PlannedOutcome) -> None:
    to = {"state": other.state, "evidence": other.evidence, "timescale": other.timescale}
    before = replace(one)

    assert changed(one, **to) == replace(one, **to)  # type: ignore[arg-type]
    assert one == before
