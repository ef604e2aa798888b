"""Who knew what: a gap is never filled by having been there, nor hidden by another's telling."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from events.recorded_event import Learned, Subject
from projections.child_record import ChildRecord
from projections.chronology.beside import (
    beside,
    first_to_learn,
    known_by_nobody,
    learning_days,
    tells_of,
)
from projections.chronology.chronology import chronology
from tests.factories.events import (
    BORN,
    CHILD,
    MOTHER,
    PARTNER,
    EntryFactory,
    RecordedEventFactory,
    RelationshipFactory,
    family,
)

LATER = BORN + timedelta(days=100)


def entry(position, agency, day=BORN, known_from=None, **more):
    event = {"event__position": position, "event__agency": agency, "event__day": day}
    if known_from:
        event["event__known_from"] = known_from
    return EntryFactory(**event, **more)


def sent_to(one, agency, on):
    learned = Learned(agency=agency, first=on, last=on, how="sent")
    return replace(one, event=replace(one.event, learned=(*one.event.learned, learned)))


def test_what_one_agency_learned_is_a_gap_in_the_column_of_every_other() -> None:
    side = beside([entry(1, "Hospital"), entry(2, "Police")], BORN)

    assert side.agencies == ("Hospital", "Police")
    assert [line.entry.id for line in side.missed("Hospital")] == ["2"]
    assert [side.learned(agency) for agency in side.agencies] == [1, 1]


def test_what_was_learned_late_stands_at_its_true_date_and_says_when_it_was_learned() -> None:
    late = entry(2, "Police", known_from=LATER)

    before = beside([entry(1, "Hospital"), late], LATER - timedelta(days=1))
    (_, line) = beside([entry(1, "Hospital"), late], LATER).lines

    assert "Police" not in before.agencies
    assert line.entry.occurred.first == BORN
    assert line.knew["Police"].on == LATER
    assert line.knew["Police"].days_after == 100


def test_what_was_sent_counts_from_the_day_it_was_sent() -> None:
    told = sent_to(entry(1, "Hospital"), "Police", LATER)

    assert beside([told], BORN).agencies == ("Hospital",)
    assert beside([told], LATER).lines[0].knew["Police"].on == LATER


def test_who_heard_of_an_incident_from_another_account_did_not_miss_it() -> None:
    own = entry(1, "Hospital", accounts=("2",))
    other = entry(2, "Police", accounts=("1",))

    side = beside([own, other], BORN)

    assert side.missed("Hospital") == ()
    assert side.lines[1].knew["Hospital"].how == "another account"
    assert side.lines[1].knew["Hospital"].account == "1"


def test_what_was_struck_out_or_recorded_by_rule_is_nobodys_gap() -> None:
    struck = entry(1, "Hospital", struck_out=True)
    by_rule = entry(2, "Hospital", event__actor="throughline")

    assert beside([struck, by_rule, entry(3, "Police")], BORN).agencies == ("Police",)


def test_hindsight_names_what_had_happened_and_nobody_had_learned() -> None:
    late = entry(1, "Police", known_from=LATER)

    assert known_by_nobody([late], LATER - timedelta(days=1)) == (late,)
    assert known_by_nobody([late], LATER) == ()
    assert known_by_nobody([late], BORN - timedelta(days=1)) == ()


def test_the_agency_that_heard_first_of_somebody_is_named_with_its_day_and_entry() -> None:
    first = entry(1, "Police", known_from=LATER)
    second = sent_to(entry(2, "Hospital", day=LATER + timedelta(days=1)), "Police", LATER)

    found = first_to_learn(one.event for one in (second, first))

    assert [(agency, on) for agency, on, _ in found] == [
        ("Police", LATER),
        ("Hospital", LATER + timedelta(days=1)),
    ]
    assert learning_days([first, second]) == (LATER, LATER + timedelta(days=1))


def test_an_agency_that_recorded_who_somebody_is_to_the_child_is_not_said_to_have_known_nothing():
    tied = {"person": PARTNER, "relation": "mother's partner", "closeness": "partner of a parent"}
    whole = (
        RelationshipFactory(position=11, agency="Social care", known_from=BORN, **tied),
        RelationshipFactory(position=12, agency="Health visiting", known_from=LATER, **tied),
        RelationshipFactory(position=13, agency="School", known_from=BORN, person=MOTHER),
        RecordedEventFactory(
            position=14,
            agency="Police",
            day=LATER,
            subjects=(
                Subject(person=CHILD, role="child"),
                Subject(person=PARTNER, role="suspect"),
            ),
        ),
    )
    told = chronology(ChildRecord(child=CHILD, events=(*family(), *whole)))

    found = first_to_learn(tells_of(told, PARTNER))

    # The invented family is recorded by an agency of its own, on the day of birth.
    assert [(agency, on) for agency, on, _ in found if agency != family()[-1].agency] == [
        ("Social care", BORN),
        ("Health visiting", LATER),
        ("Police", LATER),
    ]


def test_an_entry_that_names_no_agency_is_not_said_to_be_any_agencys_gap() -> None:
    nobody = entry(1, "other")

    side = beside([nobody, entry(2, "Hospital")], LATER)

    assert side.lines[0].knew["Hospital"].how == "not recorded"
    assert side.missed("Hospital") == ()
    assert side.learned("Hospital") == 1


def test_a_school_that_rang_is_not_said_not_to_have_known_what_it_rang_about() -> None:
    said = {"from_whom": "school", "about": "Invented: a mark on the arm.", "fact": "Invented."}
    call = entry(1, "Social care", event__kind="contact", event__content=said)
    words = {**said, "from_whom": "family", "fact": "Invented: the school says so."}
    told = entry(2, "Social care", event__kind="contact", event__content=words)

    side = beside([call, told, entry(3, "School")], LATER)

    assert side.lines[0].knew["School"].on == BORN
    # What only the text says is nobody's knowledge.
    assert [line.entry.id for line in side.missed("School")] == ["2"]
    assert ("School or college", BORN) in [
        (agency, on) for agency, on, _ in first_to_learn([call.event])
    ]
