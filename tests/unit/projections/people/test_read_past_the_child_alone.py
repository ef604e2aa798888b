"""Entries that name the child alone, and all that says nothing of people, change nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.recorded_event import RecordedEvent, Subject
from events.vocabulary import KINDS
from projections.people.person import fold, people
from projections.people.tie import ties
from tests.factories.events import BORN, CHILD, MOTHER, PARTNER, RecordedEventFactory, family
from tests.samples import sample

OF_THE_CHILD = st.sampled_from(["visit", "concern_raised", "school_concern", "management_decision"])
NAMING = st.sampled_from(["visit", "household_joined", "household_changed", "relationship_ended"])


def event(position: int, kind: str, *, names: bool) -> RecordedEvent:
    both = (Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="left"))
    return RecordedEventFactory(
        position=position,
        kind=kind,
        subjects=both if names else both[:1],
        content={"change": "left"} if kind == "household_changed" else {},
        day=BORN + timedelta(days=position * 11 % 80),
    )


def of(somebody: UUID, said: Any, tie: str) -> Any:
    """
    Return what a sample says as said of somebody of the family, and of an entry that ties them.
    """
    if isinstance(said, dict):
        entries = {name: tie for name in ("entry", "relationship") if name in said}
        return {name: of(somebody, one, tie) for name, one in said.items()} | entries
    if isinstance(said, list):
        return [of(somebody, one, tie) for one in said]
    return str(somebody) if isinstance(said, str) and is_an_id(said) else said


def is_an_id(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True


@given(st.lists(st.tuples(NAMING, st.booleans()), max_size=6), st.lists(OF_THE_CHILD, max_size=6))
def test_nobody_is_tied_or_described_by_what_names_the_child_alone(
    naming: list[tuple[str, bool]], alone: list[str]
) -> None:
    said = [event(10 + 2 * n, kind, names=names) for n, (kind, names) in enumerate(naming)]
    more = [event(11 + 2 * n, kind, names=False) for n, kind in enumerate(alone)]
    few = (*family(), *said)
    every = sorted((*few, *more), key=lambda one: one.position)

    assert ties(CHILD, every) == ties(CHILD, few)
    assert people(every, CHILD) == people(few, CHILD)


@pytest.mark.parametrize("kind", list(KINDS))
def test_no_kind_says_something_of_a_person_that_everybody_else_is_read_without(kind: str) -> None:
    before = people(family())
    for somebody in (CHILD, MOTHER, PARTNER):
        said = RecordedEventFactory(
            position=90,
            stream=somebody,
            kind=kind,
            subjects=tuple(Subject(person=somebody, role=role) for role in ("child", "lives_with")),
            content=of(somebody, sample(kind), "3"),
            day=BORN + timedelta(days=200),
        )

        assert people((*family(), said))[somebody] == fold(before[somebody], said)


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("tie", ["3", "5"])
def test_no_kind_says_something_of_a_tie_in_an_entry_that_is_read_past(kind: str, tie: str) -> None:
    child = Subject(person=CHILD, role="child")
    for somebody in (CHILD, MOTHER, PARTNER):
        alone, not_read_past = (
            RecordedEventFactory(
                position=90,
                kind=kind,
                subjects=subjects,
                content=of(somebody, sample(kind), tie),
                day=BORN + timedelta(days=200),
            )
            for subjects in ((child,), (child, child))
        )

        assert ties(CHILD, (*family(), alone)) == ties(CHILD, (*family(), not_read_past))
