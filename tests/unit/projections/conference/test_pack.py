"""What a conference would not be told if the pack left it out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from events.occurred import Occurred
from projections.child_record import ChildRecord
from projections.chronology.chronology import chronology
from projections.conference.age import age_then, age_words
from projections.conference.audience import AUDIENCES, audience_called
from projections.conference.pack import Pack, Sealed, Withheld, conference_pack
from projections.errors import NoPackFor
from projections.people.person import Person
from projections.risk.asked import Answer
from projections.risk.rule import Duty
from tests.factories.asked_and_owed import IndicatorFactory, OwedFactory
from tests.factories.events import (
    BORN,
    CHILD,
    RecordedEventFactory,
    family,
    noon,
    story,
)

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent
    from projections.conference.lines import Line

DAY = date(2024, 9, 1)


def pack(*events: RecordedEvent, **more: Any) -> Pack:
    given: dict[str, Any] = {
        "audience": AUDIENCES["professionals"],
        "indicators": (),
        "outcomes": (),
        "sealed": Sealed(position=60, root="ab" * 32, checkpoint=60),
        "prepared": noon(DAY),
        "prepared_by": "Invented Chair",
        "on": DAY,
    }
    told = chronology(ChildRecord(child=CHILD, events=(*family(), *events)))
    return conference_pack(told, **(given | more))


def line(made: Pack, number: str) -> Line:
    return next(one for one in made.lines if one.number == number)


def test_every_entry_has_a_line_with_its_number() -> None:
    assert [one.number for one in pack(*story(30)).lines] == [str(n) for n in range(6, 36)]


def test_fact_words_and_opinion_are_never_one_text() -> None:
    made = pack(
        RecordedEventFactory(
            position=10,
            kind="visit",
            content={
                "purpose": "Planned visit",
                "fact": "She wore her coat.",
                "words": "Cold.",
                "opinion": "The home is not heated.",
            },
        )
    )

    told = line(made, "10")
    assert "She wore her coat." in told.fact
    assert "Cold" not in told.fact
    assert "heated" not in told.fact
    assert (told.words, told.opinion) == ("Cold.", "The home is not heated.")


def test_seen_never_stands_alone_where_nothing_of_the_child_is_recorded() -> None:
    made = pack(RecordedEventFactory(position=10, content={"purpose": "Visit", "seen": "yes"}))

    assert "nothing of what the child said, showed or did" in line(made, "10").seen.lower()


def test_what_a_correction_replaced_stays_readable() -> None:
    made = pack(
        *story(3),
        RecordedEventFactory(
            position=40,
            kind="entry_corrected",
            day=date(2024, 4, 1),
            content={
                "entry": "8",
                "reason": "Wrong side",
                "content": {"fact": "Bruise on the right cheek."},
            },
        ),
    )

    told = line(made, "8")
    assert told.fact == "Bruise on the right cheek."
    (mark,) = told.marks
    assert "Wrong side" in mark
    assert "Bruise on the left cheek" in mark


def test_what_was_struck_out_is_still_printed_with_who_and_why() -> None:
    made = pack(
        *story(3),
        RecordedEventFactory(
            position=40, kind="entry_struck_out", content={"entry": "8", "reason": "Wrong child"}
        ),
        named=lambda actor: "Invented Manager",
    )

    told = line(made, "8")
    assert told.struck
    assert "Bruise" in told.fact
    assert told.marks[0].startswith("Struck out by Invented Manager")
    assert "1 entry struck out, still readable" in made.front.counts


def test_an_entry_learned_late_says_when() -> None:
    made = pack(RecordedEventFactory(position=10, late=True))

    assert "First learned 10 April 2024, 40 days after" in line(made, "10").marks


def test_differing_accounts_are_both_pointed_at() -> None:
    made = pack(
        *story(3),
        RecordedEventFactory(
            position=40,
            kind="accounts_linked",
            content={
                "entries": ["7", "8"],
                "about": "The day",
                "differences": "12 March; 23 March",
                "certainty": "candidate",
            },
        ),
    )

    for number, other in (("7", "8"), ("8", "7")):
        (mark,) = line(made, number).marks
        assert "12 March; 23 March" in mark
        assert f"entry {other}" in mark
        assert "nobody has decided yet" in mark


def test_an_open_question_cites_its_entries_and_they_point_back() -> None:
    made = pack(*story(4), indicators=[IndicatorFactory(evidence=("8", "9"))])

    (asked,) = made.questions
    assert asked.evidence == ("Entry 8, 23 March 2024", "Entry 9, 3 April 2024")
    assert asked.standing == "Not answered for 154 days"
    assert "Open question 1 rests on this entry" in line(made, "8").marks


def test_an_answer_says_who_considered_what() -> None:
    answer = Answer(
        by="user:x",
        on=date(2024, 5, 1),
        considered="Both visits",
        follows="A visit alone on 3 May",
        why="She froze",
        review_on="2024-06-01",
        evidence=("8",),
        entry="70",
    )

    made = pack(*story(4), indicators=[IndicatorFactory(answered=answer)], named=lambda _: "A. W.")

    (asked,) = made.questions
    assert asked.answered
    assert "A. W., 1 May 2024. Considered: Both visits" in asked.answer


def test_a_question_whose_evidence_is_withheld_says_so() -> None:
    made = pack(*story(2), indicators=[IndicatorFactory(evidence=("999",))])

    assert made.questions[0].evidence == ("Entry 999, not shown in this pack",)


def test_a_moved_due_date_keeps_the_first_one_and_the_reason() -> None:
    made = pack(*story(4), outcomes=[OwedFactory(slipped=True)])

    (owed,) = made.plan
    assert (owed.first_due, owed.due) == ("First due 1 May 2024", "1 June 2024")
    assert owed.late == "92 days overdue"
    assert "The clinic was full" in owed.slippage[0]
    assert owed.slippage[-1] == "Moved once: 31 days later than first due"


def test_overdue_outcomes_come_first_and_closed_ones_last() -> None:
    made = pack(
        *story(4),
        outcomes=[
            OwedFactory(achieved=True, desired="Closed"),
            OwedFactory(due=date(2025, 1, 1), desired="Later"),
            OwedFactory(desired="Late"),
        ],
    )

    assert [one.desired for one in made.plan] == [
        "Still owed: Late",
        "Still owed: Later",
        "Closed",
    ]


def test_an_outcome_marked_achieved_without_evidence_says_so() -> None:
    made = pack(*story(4), outcomes=[OwedFactory(achieved=True)])

    assert made.plan[0].change == "Marked as achieved; no entry is cited to show the change"


def test_an_outcome_without_owner_or_date_is_not_passed_over() -> None:
    made = pack(
        *story(4),
        outcomes=[OwedFactory(owner="", agency="", due=None, original_due=None)],
    )

    (owed,) = made.plan
    assert (owed.owner, owed.first_due) == ("Nobody named", "No date was set")


def test_no_open_question_is_never_shown_as_safe() -> None:
    assert pack(*story(4)).not_safe == "No open question does not mean safe."


def test_blind_spots_say_when_the_child_was_last_seen_and_that_nobody_spoke_alone() -> None:
    unseen = " ".join(pack(*story(10)).unseen)

    assert "The last entry that says the child was seen is entry 15, 8 June 2024" in unseen
    assert "No entry says that the child was spoken to alone." in unseen


def test_a_long_silence_is_itself_shown() -> None:
    made = pack(*story(3), RecordedEventFactory(position=50, day=date(2024, 8, 1)))

    assert any("131 days between entry 8 (23 March 2024)" in said for said in made.unseen)


def test_what_an_import_has_no_column_for_is_not_read_as_nothing_recorded() -> None:
    made = pack(RecordedEventFactory(position=10, imported=True, content={"fact": "Seen at home."}))

    assert any("has no place for: the child's own words" in said for said in made.unseen)
    assert line(made, "10").ref == "row-010"


def test_questions_that_an_import_cannot_raise_are_named_by_what_it_lacks() -> None:
    row = RecordedEventFactory(position=10, imported=True, content={"fact": "Seen at home."})
    decided = RecordedEventFactory(
        position=11, imported=True, kind="closure", content={"fact": "Closed.", "decision": "d"}
    )
    bare, fuller = " ".join(pack(row).unseen), " ".join(pack(row, decided).unseen)

    for lacking in ("what was decided", "what an examination or advice found", "disclosure"):
        assert lacking in bare
    assert "what was decided" not in fuller
    assert "what an examination or advice found" in fuller
    kind = "of this kind: "
    assert "closure" in bare.partition(kind)[2].partition(".")[0].split(", ")
    assert "closure" not in fuller.partition(kind)[2].partition(".")[0].split(", ")


def test_adults_of_the_home_whom_no_assessment_names_stand_out() -> None:
    made = pack(*story(3))

    partner = next(one for one in made.family if one.relation == "mother's partner")
    assert partner.known == "30 May 2024, Children's social care"
    assert any("No assessment" in mark for mark in partner.marks)


def test_what_is_withheld_is_on_the_front_sheet_with_whom_to_ask() -> None:
    withheld = Withheld(what="4 entries", why="Another child's", ask="Their lead", entries=4)

    made = pack(*story(3), withheld=[withheld])

    assert made.front.withheld == (withheld,)
    assert made.withheld == 4
    assert any("4 entries are withheld" in said for said in made.unseen)


@pytest.mark.parametrize("audience", ["mother", "court", "everybody", ""])
def test_an_audience_that_nobody_decided_on_gets_no_pack_at_all(audience: str) -> None:
    with pytest.raises(NoPackFor) as refused:
        audience_called(audience)

    assert "Choose: professionals" in str(refused.value)


def test_a_record_of_nothing_still_makes_an_honest_pack() -> None:
    made = conference_pack(
        chronology(ChildRecord(child=CHILD, events=())),
        audience=AUDIENCES["professionals"],
        indicators=(),
        outcomes=(),
        sealed=Sealed(position=0, root="", checkpoint=0),
        prepared=noon(DAY),
        prepared_by="",
        on=DAY,
    )

    assert made.front.child == "Name not known on this day"
    assert made.lines == ()
    assert "No entry says that the child was seen." in made.unseen


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2024, 3, 1), "0 days"),
        (date(2024, 3, 2), "1 day"),
        (date(2025, 2, 28), "364 days"),
        (date(2025, 3, 1), "12 months"),
        (date(2026, 2, 28), "23 months"),
        (date(2026, 3, 1), "2 years"),
        (date(2024, 2, 29), "before birth"),
    ],
)
def test_a_babys_age_is_told_in_days_then_months_then_years(on: date, age: str) -> None:
    assert age_words(Person(id=CHILD, name="", born=Occurred.day(BORN)), on) == age


def test_an_uncertain_birth_gives_both_ages() -> None:
    adult = Person(id=CHILD, name="", born=Occurred.year(1999))

    assert age_words(adult, DAY) == "between 24 years and 25 years"


def test_an_uncertain_date_gives_the_childs_age_as_a_span() -> None:
    child = Person(id=CHILD, name="", born=Occurred.day(BORN))

    assert age_then(child, date(2024, 4, 1), date(2024, 4, 30)) == "31 days to 60 days"


def test_an_unborn_childs_weeks_are_told() -> None:
    unborn = Person(id=CHILD, name="", expected=Occurred.day(date(2024, 9, 29)))

    assert age_words(unborn, DAY) == "unborn, about 36 weeks"


def test_a_mark_is_no_question_that_somebody_left_unanswered() -> None:
    made = pack(*story(8), indicators=(IndicatorFactory(marker=True),))

    assert made.questions[0].standing == "A mark, not to be answered"
    assert not made.questions[0].waits
    assert "No open question" in made.front.counts


def test_a_question_names_who_owes_its_duty_by_when() -> None:
    duty = Duty(timescale="invented_duty")
    asked = IndicatorFactory(mandatory=True, duty=duty)
    owed = OwedFactory(origin="trigger", timescale="invented_duty", evidence=asked.evidence)
    other = OwedFactory(origin="trigger", timescale="another_duty", evidence=asked.evidence)

    (named,) = pack(*story(8), indicators=(asked,), outcomes=(owed,)).questions
    (unnamed,) = pack(*story(8), indicators=(asked,), outcomes=(other,)).questions

    assert (named.owner, named.by_when) == ("Invented Practitioner", "1 May 2024")
    assert (unnamed.owner, unnamed.by_when) == ("", "")


def test_the_front_sheet_says_first_when_the_child_was_seen_and_what_is_owed_next() -> None:
    owed = OwedFactory(due=date(2024, 9, 2), original_due=date(2024, 9, 2))

    front = pack(*story(8), outcomes=(owed,)).front

    assert dict(front.last_seen)["Last seen"].endswith("(entry 13)")
    assert dict(front.last_seen)["Last spoken to alone"] == "no entry says so"
    assert front.next_due[0].startswith("2 September 2024: Still owed: ")


def test_the_day_a_child_was_found_dead_is_never_given_as_the_day_the_child_was_last_seen() -> None:
    seen = {"seen": "yes", "alone": "yes", "fact": "Invented: seen at home."}
    visited, died = date(2024, 6, 1), date(2024, 6, 4)
    said = [
        RecordedEventFactory(position=60, day=visited, content={"purpose": "Visit", **seen}),
        RecordedEventFactory(position=61, kind="death", day=died, content={"seen": "yes"}),
        RecordedEventFactory(position=62, day=died, content={"purpose": "Ambulance", **seen}),
    ]

    made = pack(*said)
    front = dict(made.front.last_seen)
    blind = " ".join(made.unseen)

    assert made.front.died
    assert front["Last seen"].endswith("(entry 60)")
    assert front["Last spoken to alone"].endswith("(entry 60)")
    assert "The last entry that says the child was seen is entry 60" in blind
    assert "last recorded as spoken to alone in entry 60" in blind
