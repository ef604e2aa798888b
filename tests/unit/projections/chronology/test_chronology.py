"""The whole story, in the order it happened, with nothing hidden and nothing known too early."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from events.occurred import Occurred
from events.recorded_event import Learned, RecordedEvent, Subject
from projections.child_record import ChildRecord
from projections.chronology.chronology import chronology
from tests.factories.events import (
    BORN,
    CHILD,
    MOTHER,
    PARTNER,
    RecordedEventFactory,
    family,
    story,
)
from tests.faults.counts import many

OTHER_CHILD = UUID(int=7)


def day(of_life: int):
    return BORN + timedelta(days=of_life)


def told(*events: RecordedEvent) -> ChildRecord:
    return ChildRecord(child=CHILD, events=(*family(), *events))


def of_partner(position: int, of_life: int, **more: object) -> RecordedEvent:
    return RecordedEventFactory(
        position=position,
        child=OTHER_CHILD,
        kind="concern_raised",
        content={"fact": "Bruise seen on another child."},
        subjects=(
            Subject(person=OTHER_CHILD, role="child"),
            Subject(person=PARTNER, role="named"),
        ),
        day=day(of_life),
        **more,
    )


def test_an_adults_past_in_another_family_is_read_as_this_childs_history() -> None:
    entries = chronology(told(of_partner(10, -900))).entries

    assert [(e.id, e.about, e.connection) for e in entries] == [
        ("10", "history", "mother's partner")
    ]


def test_what_an_adult_of_the_home_did_while_the_child_lived_there_is_the_households() -> None:
    entries = chronology(told(of_partner(10, 200))).entries

    assert [(e.id, e.about) for e in entries] == [("10", "household")]


def test_entries_stand_in_the_order_they_happened_and_not_as_they_were_recorded() -> None:
    late = RecordedEventFactory(position=10, day=day(5), late=True)
    early = RecordedEventFactory(position=11, day=day(2))
    month = RecordedEventFactory(position=12, day=day(31), in_a_month=True)

    assert [e.id for e in chronology(told(late, early, month)).entries] == ["11", "10", "12"]


def test_a_strike_out_keeps_the_entry_readable_in_its_place_with_who_and_why() -> None:
    struck = RecordedEventFactory(
        position=11,
        kind="entry_struck_out",
        content={"entry": "10", "reason": "Written on the wrong child."},
        day=day(9),
    )
    entry = chronology(told(RecordedEventFactory(position=10), struck)).entries[0]

    assert entry.status == "struck out"
    assert entry.content["fact"] == "Calm today."
    assert entry.changes[0].reason == "Written on the wrong child."
    assert not entry.stands


def test_a_correction_shows_the_new_text_and_keeps_the_old() -> None:
    corrected = RecordedEventFactory(
        position=11,
        kind="entry_corrected",
        content={
            "entry": "10",
            "reason": "Misheard.",
            "content": {"purpose": "Planned visit", "fact": "Crying today."},
            "occurred": Occurred.day(day(3)).as_json(),
        },
        day=day(9),
    )
    entry = chronology(told(RecordedEventFactory(position=10), corrected)).entries[0]

    assert (entry.status, entry.content["fact"]) == ("corrected", "Crying today.")
    assert entry.occurred == Occurred.day(day(3))
    assert entry.changes[0].before["fact"] == "Calm today."


def test_before_a_correction_was_known_the_view_shows_what_stood_then() -> None:
    corrected = RecordedEventFactory(
        position=11,
        kind="entry_corrected",
        content={"entry": "10", "reason": "Misheard.", "content": {"fact": "Crying."}},
        day=day(9),
    )
    record = told(RecordedEventFactory(position=10), corrected)

    assert chronology(record.known_at(day(8))).entries[0].status == "stands"
    assert chronology(record.known_at(day(9))).entries[0].status == "corrected"


def test_registering_the_family_is_not_a_line_of_the_story() -> None:
    assert chronology(told()).entries == ()


def test_one_agency_sees_what_it_learned_and_not_what_another_did() -> None:
    both = RecordedEventFactory(
        position=10,
        agency="Police",
        learned=(
            Learned(agency="Police", first=day(1), last=day(1), how="recorded"),
            Learned(agency="School", first=day(20), last=day(20), how="sent"),
        ),
        day=day(1),
    )
    record = told(both)

    assert len(chronology(record.known_at(day(5), "Police")).entries) == 1
    assert chronology(record.known_at(day(19), "School")).entries == ()
    assert len(chronology(record.known_at(day(20), "School")).entries) == 1


def test_a_partner_not_yet_known_brings_no_history() -> None:
    record = told(of_partner(10, -900))

    assert chronology(record.known_at(day(89))).entries == ()
    assert len(chronology(record.known_at(day(90))).entries) == 1


def test_an_imported_field_left_empty_is_said_and_not_guessed() -> None:
    entry = chronology(
        told(RecordedEventFactory(position=10, imported=True, content={"fact": "Seen."}))
    ).entries[0]

    assert set(entry.incomplete) == {"alone", "purpose", "seen"}
    assert entry.answer("words") is None
    assert entry.sentence == "Seen."


def test_mother_is_tied_to_the_child_by_her_relationship_and_not_twice_by_being_named() -> None:
    named = RecordedEventFactory(
        position=10,
        subjects=(Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="present")),
    )

    ties = [t.relation for t in told(named).ties() if t.person == MOTHER]

    assert ties == ["mother"]


@settings(max_examples=many(50, 500), deadline=None)
@given(st.integers(0, 60), st.integers(0, 700))
def test_known_at_a_day_equals_the_story_of_what_was_learned_by_then(
    size: int, of_life: int
) -> None:
    record = ChildRecord(child=CHILD, events=family() + story(size))
    then = day(of_life)
    learned = [event for event in record.events if event.known_from <= then]

    assert (
        chronology(record.known_at(then)).entries
        == chronology(ChildRecord(child=CHILD, events=tuple(learned))).entries
    )
