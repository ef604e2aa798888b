"""A shorter chronology leaves out by rule, says why, and never lets significance fall silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from projections.chronology.changed import last_conference, since
from projections.chronology.lengths import Length, shortened
from tests.factories.events import BORN, EntryFactory

ON = BORN + timedelta(days=5 * 365)


def entry(number: int, day: date, **content):
    more = {"event__kind": content.pop("kind")} if "kind" in content else {}
    said = {"fact": "Invented."} | content
    return EntryFactory(event__position=number, event__day=day, event__content=said, **more)


def told(entries, length, **more):
    found = shortened(entries, length, on=ON, **more)
    assert found.total == len(entries)
    return [one.id for one in found.entries]


def test_the_full_length_leaves_nothing_out():
    entries = [entry(n, BORN + timedelta(days=n)) for n in range(1, 6)]
    assert told(entries, Length.FULL) == ["1", "2", "3", "4", "5"]


def test_an_author_a_kind_and_a_question_each_make_an_entry_significant():
    entries = [
        entry(1, BORN),
        entry(2, BORN, significance="significant"),
        entry(3, BORN, kind="domestic_abuse_incident"),
        entry(4, BORN),
    ]
    assert told(entries, Length.SIGNIFICANT, cited={"4"}) == ["2", "3", "4"]


def test_calling_a_grave_kind_routine_does_not_hide_it():
    entries = [entry(1, BORN, kind="domestic_abuse_incident", significance="routine")]
    assert told(entries, Length.SIGNIFICANT) == ["1"]


def test_what_was_corrected_or_struck_out_stays_in_every_length():
    entries = [EntryFactory(event__position=1, corrected=True), EntryFactory(struck_out=True)]
    for length in (Length.SIGNIFICANT, Length.COURT):
        assert len(told(entries, length)) == 2


def test_a_court_reads_two_years_in_detail_and_the_rest_counted():
    old = [entry(n, BORN + timedelta(days=n)) for n in (1, 2)]
    grave = entry(3, BORN, kind="conference_held")
    new = entry(4, ON - timedelta(days=30))
    found = shortened([grave, *old, new], Length.COURT, on=ON)
    assert [one.id for one in found.entries] == ["3", "4"]
    (counted,) = found.summarised
    assert (counted.year, counted.kind, counted.count, counted.entries) == (
        BORN.year,
        "visit",
        2,
        ("1", "2"),
    )


def test_nothing_is_in_a_courts_chronology_neither_told_nor_counted():
    entries = [entry(n, BORN + timedelta(days=n * 60)) for n in range(1, 30)]
    found = shortened(entries, Length.COURT, on=ON)
    counted = {number for one in found.summarised for number in one.entries}
    assert {one.id for one in found.entries} | counted == {one.id for one in entries}


def test_a_conference_reads_what_happened_or_became_known_since_the_last():
    before = entry(1, ON - timedelta(days=200))
    held = entry(2, ON - timedelta(days=100), kind="conference_held")
    late = EntryFactory(
        event__position=3,
        event__day=ON - timedelta(days=150),
        event__known_from=ON - timedelta(days=50),
    )
    after = entry(4, ON - timedelta(days=20))
    entries = [before, late, held, after]
    assert told(entries, Length.CONFERENCE) == ["3", "2", "4"]
    assert told(entries, Length.CONFERENCE, asked={"1"}) == ["1", "3", "2", "4"]


def test_without_a_conference_everything_is_told():
    entries = [entry(1, BORN), entry(2, ON)]
    assert told(entries, Length.CONFERENCE) == ["1", "2"]


def test_what_was_marked_routine_leaves_the_significant_length_and_is_named_there():
    lowered = EntryFactory(
        event__position=1,
        content={"fact": "Invented.", "significance": "routine"},
        changes=(replace(EntryFactory(struck_out=True).changes[0], kind="significance_changed"),),
    )
    found = shortened(
        [lowered, entry(2, BORN, significance="significant")], Length.SIGNIFICANT, on=ON
    )

    assert [one.id for one in found.entries] == ["2"]
    assert found.lowered == ("1",)
    assert "Marked routine with a reason" in found.why


def test_the_conferences_length_and_what_changed_since_it_never_tell_two_stories():
    held_on = ON - timedelta(days=100)
    days = [held_on + timedelta(days=n) for n in (-200, -1, 0, 0, 1, 99)]
    entries = [entry(n, day) for n, day in enumerate(days, 1)]
    late = EntryFactory(event__position=8, event__day=BORN, event__known_from=held_on)
    held = entry(9, held_on, kind="conference_held")
    every = [*entries, late, held]

    changed = {one.id for one in since(every, held).entries}
    found = shortened(every, Length.CONFERENCE, on=ON, asked={"1"})

    assert last_conference(every, ON) == held
    assert changed == {"3", "4", "5", "6", "8"}, "its own day counts, and it does not count itself"
    assert {one.id for one in found.entries} == changed | {"9", "1"}
    assert "the 5 that happened" in found.why
    assert "and 1 older" in found.why


def test_a_courts_two_years_end_with_the_application_and_not_with_the_day_of_reading():
    issued = ON - timedelta(days=400)
    before = entry(1, issued - timedelta(days=600))
    application = entry(2, issued, kind="court_hearing", court="family", step="application")
    crime = entry(3, ON, kind="court_hearing", court="criminal", step="application")
    every = [before, application, crime]

    found = shortened(every, Length.COURT, on=ON)
    assert [one.id for one in found.entries] == ["1", "2", "3"]
    assert "two years before the application of" in found.why

    chosen = shortened(every, Length.COURT, on=ON, application=ON)
    assert [one.id for one in chosen.entries] == ["2", "3"]
    assert "the day that was chosen" in chosen.why

    without = shortened([before, crime], Length.COURT, on=ON)
    assert "for which it is read: no application is in the record" in without.why


def test_the_first_years_of_the_calendar_break_no_courts_length():
    told = entry(1, ON)
    for year in (1, 2):
        found = shortened([told], Length.COURT, on=ON, application=date(year, 1, 1))
        assert [one.id for one in found.entries] == ["1"]
        assert shortened([told], Length.COURT, on=date(year, 1, 1)).length is Length.COURT
