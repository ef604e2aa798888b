"""What was recorded for the wrong child is kept from those who read that child's record."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast
from uuid import UUID

from events.recorded_event import Subject
from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.risk.history import History
from tests.factories.events import BORN, CHILD, MOTHER, PARTNER, RecordedEventFactory, family

if TYPE_CHECKING:
    from collections.abc import Collection

    from events.log.contract import EventReader
    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord

SECRET = "canary-wagtail"
STRANGER = UUID(int=9)


class LogInMemory:
    """
    The few questions of a log that gathering a record asks.
    """

    def __init__(self, *events: RecordedEvent) -> None:
        self.events = events

    def about(self, persons: Collection[UUID], _held: object = None) -> tuple[RecordedEvent, ...]:
        return tuple(e for e in self.events if not set(persons).isdisjoint(e.people()))

    def stream(self, stream: UUID) -> tuple[RecordedEvent, ...]:
        return tuple(e for e in self.events if e.stream == stream)


def _read(*events: RecordedEvent) -> ChildRecord:
    return gather(cast("EventReader", LogInMemory(*events)), CHILD)


def _record(*more: RecordedEvent) -> ChildRecord:
    told = (
        Subject(person=CHILD, role="child"),
        Subject(person=PARTNER, role="harmed_by"),
        Subject(person=STRANGER, role="present"),
    )
    wrong = RecordedEventFactory(
        position=10,
        kind="domestic_abuse_incident",
        content={"severity": "assault", "fact": SECRET, "words": SECRET},
        subjects=told,
        imported=True,
    )
    struck = RecordedEventFactory(
        position=12,
        kind="entry_struck_out",
        content={"entry": "10", "reason": "It is about another family.", "wrong_child": "yes"},
        subjects=told,
        day=BORN + timedelta(days=9),
    )
    corrected = RecordedEventFactory(
        position=11,
        kind="entry_corrected",
        content={"entry": "10", "reason": SECRET, "content": {"fact": SECRET}},
        subjects=told,
    )
    return _read(*family(), wrong, corrected, struck, *more)


def test_its_content_is_nowhere_in_what_is_read_and_the_strike_out_is() -> None:
    record = _record()
    (entry,) = chronology(record).entries

    assert SECRET not in repr(record.events)
    assert STRANGER not in {person for event in record.events for person in event.people()}
    assert (entry.id, entry.status, entry.withheld) == ("10", "struck out", True)
    assert entry.changes[0].reason == "It is about another family."
    assert "domestic" not in f"{entry.label} {entry.sentence} {entry.kind}".lower()
    assert entry.source_ref == ""


def test_no_earlier_day_and_no_earlier_moment_brings_it_back() -> None:
    record = _record()
    before = record.known_at(BORN)

    for earlier in (before, record.held_to(10)):
        (entry,) = chronology(earlier).entries
        assert entry.withheld
        assert SECRET not in repr(earlier.events)
    assert History(chronology(before)).of("domestic_abuse_incident") == ()


def test_a_tie_that_came_in_with_it_is_gone_from_the_family() -> None:
    tie = RecordedEventFactory(
        position=13,
        kind="relationship_recorded",
        content={"relation": "uncle", "closeness": "named"},
        subjects=(
            Subject(person=CHILD, role="child"),
            Subject(person=STRANGER, role="related"),
        ),
    )
    undone = RecordedEventFactory(
        position=14,
        kind="entry_struck_out",
        content={"entry": "13", "reason": "Another family.", "wrong_child": "yes"},
        subjects=tie.subjects,
    )

    assert STRANGER in {t.person for t in _record(tie).ties()}
    assert STRANGER not in {t.person for t in _record(tie, undone).ties()}


def test_a_struck_out_entry_of_the_right_child_stays_readable() -> None:
    plain = RecordedEventFactory(position=10, subjects=(Subject(person=CHILD, role="child"),))
    struck = RecordedEventFactory(
        position=11,
        kind="entry_struck_out",
        content={"entry": "10", "reason": "Recorded twice.", "wrong_child": "no"},
    )
    (entry,) = chronology(_read(*family(), plain, struck)).entries

    assert entry.content["fact"] == "Calm today."
    assert MOTHER in _read(*family(), plain, struck).people()
