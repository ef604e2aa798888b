"""Entries that name the child alone, and all that says nothing of people, change nobody."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.recorded_event import RecordedEvent, Subject
from projections.people.person import people
from projections.people.tie import ties
from tests.factories.events import BORN, CHILD, MOTHER, RecordedEventFactory, family

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
