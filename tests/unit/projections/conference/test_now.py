"""What goes on around the child is said with the entry that says so, until another ends it."""

from __future__ import annotations

from datetime import timedelta

from projections.child_record import ChildRecord
from projections.conference.now import happening
from projections.risk.history import history
from tests.factories.events import BORN, CHILD, RecordedEventFactory, family

DAY = BORN + timedelta(days=100)


def on(day, *events):
    record = ChildRecord(child=CHILD, events=(*family(), *events))
    return [(one.what, one.since.id) for one in happening(history(record), day)]


def event(position, kind, day, **content):
    return RecordedEventFactory(
        position=position, kind=kind, content=content, day=BORN + timedelta(days=day)
    )


def test_a_plan_goes_on_since_the_conference_that_made_it_and_not_since_the_review() -> None:
    made = event(10, "conference_held", 10, decision="plan_made")
    kept = event(11, "conference_held", 50, decision="plan_continues")
    ends = event(12, "conference_held", 90, decision="plan_ends")

    assert on(DAY, made, kept) == [("A plan is in force", "10")]
    assert on(DAY, made, kept, ends) == []


def test_an_enquiry_goes_on_until_one_is_concluded() -> None:
    begun = event(10, "section_47_enquiry_begun", 10)
    over = event(11, "section_47_enquiry_concluded", 20)

    assert on(DAY, begun) == [("A section 47 enquiry goes on", "10")]
    assert on(DAY, begun, over) == []


def test_a_conference_that_is_called_is_said_until_its_day_has_passed() -> None:
    called = event(10, "conference_called", 90, type="initial", on=DAY.isoformat())

    assert [number for _, number in on(DAY, called)] == ["10"]
    assert on(DAY + timedelta(days=1), called) == []


def test_an_enquiry_that_was_concluded_on_its_first_day_goes_on_no_more():
    begun = event(11, "section_47_enquiry_begun", 10)

    for number in (10, 12):
        over = event(number, "section_47_enquiry_concluded", 10)
        assert on(DAY, *sorted((begun, over), key=lambda one: one.position)) == []


def test_what_ended_on_the_day_another_began_is_the_one_that_went_on_before():
    first = event(10, "section_47_enquiry_begun", 10)
    second = event(12, "section_47_enquiry_begun", 50)

    for number in (11, 13):
        over = event(number, "section_47_enquiry_concluded", 50)
        told = sorted((first, second, over), key=lambda one: one.position)
        assert on(DAY, *told) == [("A section 47 enquiry goes on", "12")]
    both = [event(number, "section_47_enquiry_concluded", 50) for number in (13, 14)]
    assert on(DAY, first, second, *both) == []
