"""Seen is not heard: two visits, or four weeks, and nobody asked the child."""

from __future__ import annotations

from typing import Any

from events.recorded_event import Origin
from projections.risk.rules.seen_not_heard import RULE
from tests.unit.projections.risk.rules.told import at, day, entry, found

FIVE = 1830
SEEN = {"purpose": "Planned visit", "seen": "yes", "alone": "no", "words": "I like my dog."}
ALONE = SEEN | {"alone": "yes"}
SILENT = {"purpose": "Planned visit", "seen": "yes", "alone": "no"}


def visit(position: int, of_life: int, content: dict[str, Any], **more: Any) -> Any:
    return entry(position, "visit", of_life, content=content, **more)


def test_a_child_of_five_seen_twice_and_never_alone_is_asked_about() -> None:
    events = [visit(10, FIVE, SEEN), visit(11, FIVE + 10, SEEN)]

    assert [(one.evidence, one.since) for one in found(RULE, events, day(FIVE + 10))] == [
        (("10", "11"), day(FIVE + 10))
    ]


def test_one_visit_alone_within_the_last_two_is_enough() -> None:
    events = [visit(10, FIVE, SEEN), visit(11, FIVE + 10, ALONE)]

    assert found(RULE, events, day(FIVE + 10)) == []


def test_a_child_too_young_to_talk_is_not_faulted_for_not_being_alone() -> None:
    events = [visit(10, 300, SEEN), visit(11, 310, SEEN)]

    assert found(RULE, events, day(310)) == []


def test_not_known_is_not_read_as_no() -> None:
    events = [visit(10, FIVE, SEEN | {"alone": "unknown"}), visit(11, FIVE + 10, SEEN)]

    assert found(RULE, events, day(FIVE + 10)) == []


def test_a_baby_seen_twice_with_nothing_recorded_of_the_baby_is_asked_about() -> None:
    events = [visit(10, 100, SILENT), visit(11, 110, SILENT)]

    assert [one.evidence for one in found(RULE, events, day(110))] == [("10", "11")]


def test_one_silent_visit_becomes_a_question_after_four_weeks_and_not_before() -> None:
    events = [visit(10, 100, SILENT)]

    assert found(RULE, events, day(127)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(128))] == [
        (("10",), day(128))
    ]


def test_what_the_child_said_or_showed_to_anybody_breaks_the_silence() -> None:
    heard = entry(11, "contact", 120, content={"fact": "Rang.", "words": "Crying all the while."})

    assert found(RULE, [visit(10, 100, SILENT), heard], day(135)) == []


def test_a_column_that_an_import_lacks_is_not_read_as_nothing_recorded() -> None:
    rows = [
        visit(
            n,
            90 + n,
            {"fact": "Seen.", "seen": "yes", "alone": "no"},
            origin=Origin(source="file", ref=str(n)),
        )
        for n in (10, 11)
    ]

    assert found(RULE, rows, day(200)) == []


def test_an_import_that_says_seen_and_not_alone_of_an_older_child_is_asked_about() -> None:
    rows = [
        visit(
            n,
            FIVE + n,
            {"fact": "Seen.", "seen": "yes", "alone": "no"},
            origin=Origin(source="file", ref=str(n)),
        )
        for n in (10, 11)
    ]

    assert [one.evidence for one in found(RULE, rows, day(FIVE + 20))] == [("10", "11")]


def test_an_infant_never_seen_awake_is_asked_about() -> None:
    asleep = SILENT | {"awake": "no", "behaviour": "Asleep in the cot."}
    events = [visit(10, 100, asleep), visit(11, 110, asleep)]

    assert ["awake" in one.note for one in found(RULE, events, day(110))] == [True]


def test_a_reason_alone_does_not_end_the_question_until_another_agency_heard_the_child() -> None:
    reasoned = SEEN | {"not_alone_reason": "Child asked for mother to stay."}
    events = [visit(10, FIVE, reasoned), visit(11, FIVE + 10, reasoned)]
    school = entry(
        12,
        "school_concern",
        FIVE + 11,
        agency="School",
        content={"fact": "Talked to teacher.", "words": "I am fine at school."},
    )

    assert found(RULE, events, day(FIVE + 11)) != []
    assert found(RULE, [*events, school], day(FIVE + 11)) == []


def test_a_visit_that_does_not_say_whether_the_child_was_alone_was_not_alone() -> None:
    empty = [visit(n, FIVE + n, SEEN | {"alone": ""}) for n in (10, 11)]

    assert len(found(RULE, empty, day(FIVE + 11))) == 1


def test_police_and_an_assessment_that_saw_the_child_could_have_spoken_to_the_child_alone() -> None:
    def met(position: int, of_life: int, kind: str, **more: Any) -> Any:
        content = {"seen": "yes", "alone": "no"} | more
        return entry(position, kind, of_life, content=content, imported=True)

    police = met(10, FIVE, "domestic_abuse_incident")
    assessed = met(11, FIVE + 10, "assessment_completed")

    assert found(RULE, [police], day(FIVE)) == []
    (asked,) = found(RULE, [police, assessed], day(FIVE + 10))
    assert asked.evidence == ("10", "11")
    assert asked.note == "Seen on the last 2 occasions, not spoken to alone."
    at_school = met(12, FIVE + 12, "school_concern", alone="yes")
    assert found(RULE, [police, assessed, at_school], day(FIVE + 12)) == []
    surgery = met(11, FIVE + 10, "appointment_attended")
    assert found(RULE, [police, surgery], day(FIVE + 10)) == []


def test_of_two_visits_of_one_day_the_one_with_the_later_time_counts_as_later() -> None:
    first = visit(10, FIVE, SEEN)
    morning = visit(12, FIVE + 10, ALONE, occurred=at(FIVE + 10, 9))
    noon = visit(13, FIVE + 10, SEEN, occurred=at(FIVE + 10, 12))
    evening = visit(11, FIVE + 10, SEEN, occurred=at(FIVE + 10, 17))
    some_time = visit(14, FIVE + 10, SEEN)

    assert [
        one.evidence for one in found(RULE, [first, evening, morning, noon], day(FIVE + 10))
    ] == [("13", "11")]
    # Without a time it may have been before or after the one that spoke to the child alone.
    assert found(RULE, [first, morning, some_time], day(FIVE + 10)) == []
