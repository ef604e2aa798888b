"""A record asked about as if some of it had never been recorded reads as one without it would."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.recorded_event import RecordedEvent, Subject
from projections.child_record import ChildRecord
from projections.chronology.chronology import chronology
from projections.chronology.undone import STRIKE_OUT, undone
from tests.factories.events import BORN, CHILD, MOTHER, PARTNER, RecordedEventFactory, family

KINDS = ("visit", "concern_raised", "strategy_discussion")
CHANGES = (
    STRIKE_OUT, "entry_corrected", "significance_changed", "attachment_added", "accounts_linked",
)  # fmt: skip
ABOUT = {"child": CHILD, "mother": MOTHER, "partner": PARTNER}

told = st.tuples(st.sampled_from(KINDS), st.sampled_from(sorted(ABOUT)))
changed = st.tuples(st.sampled_from(CHANGES), st.integers(min_value=10, max_value=30))


def event(position: int, kind: str, of: str | int) -> RecordedEvent:
    day = BORN + timedelta(days=position * 7 % 90)
    if isinstance(of, str):
        who = Subject(person=ABOUT[of], role="child" if of == "child" else "named")
        both = (Subject(person=CHILD, role="child"), who)
        subjects = both[: 1 + (of != "child")]
        return RecordedEventFactory(position=position, kind=kind, subjects=subjects, day=day)
    content = {
        "entry": str(of),
        "entries": [str(of), str(of + 1)],
        "reason": "Looked at again.",
        "content": {"fact": "Another thing."} if kind == "entry_corrected" else {},
        "significance": "routine",
        "title": "A letter",
        "media_type": "application/pdf",
        "size": 12,
        "sha256": "0" * 64,
        "metadata_removed": "yes",
        "scanned": "no",
    }
    return RecordedEventFactory(position=position, kind=kind, content=content, day=day)


@given(st.lists(told | changed, max_size=14), st.frozensets(st.sampled_from(KINDS)), st.booleans())
def test_what_was_never_recorded_leaves_no_trace_in_any_entry(
    what: list[tuple[str, str | int]], kinds: frozenset[str], strike_outs: bool
) -> None:
    without = kinds | {STRIKE_OUT} if strike_outs else kinds
    events = tuple(event(10 + n, kind, of) for n, (kind, of) in enumerate(what))
    record = ChildRecord(child=CHILD, events=(*family(), *events))
    left = replace(record, events=tuple(e for e in record.events if e.kind not in without))

    found, anew = undone(chronology(record), without), chronology(left)

    assert found.entries == anew.entries
    assert (found.people, found.ties, found.record) == (anew.people, anew.ties, anew.record)


def test_an_adult_whom_only_what_is_left_out_names_is_around_the_child_no_longer() -> None:
    stranger = Subject(person=PARTNER, role="named")
    naming = RecordedEventFactory(
        position=10,
        kind="strategy_discussion",
        subjects=(Subject(person=CHILD, role="child"), stranger),
    )
    record = ChildRecord(child=CHILD, events=(naming,))

    assert [tie.person for tie in chronology(record).ties] == [PARTNER]
    assert undone(chronology(record), {"strategy_discussion"}).ties == ()
