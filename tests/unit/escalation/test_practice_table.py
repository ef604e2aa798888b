"""Each row of the practice table has the limit that is written there, typed here by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from escalation.practice import practice_of, timescales
from escalation.timescale import RECORDING
from escalation.working_days import Nation
from events.recorded_event import Subject
from projections.plans.due import day_of
from tests.factories.clocks import ROWS, START, clocks, entry, start_of
from tests.factories.events import CHILD, MOTHER, PersonRegisteredFactory, RelationshipFactory

if TYPE_CHECKING:
    from escalation.timescale import Timescale

FRIDAY = date(2026, 12, 18)
DAY = timedelta(days=1)

LIMITS = """
T01      1 working day, safety
T01 told 1 working day, safety
T02      the same day, safety
T02 seen the same day, safety
T02 together 1 working day, safety
T03      45 working days
T04      10 working days
T05      10 working days
T05 20   20 working days
T05 30   30 working days
T06      24 hours, safety
T06 medical 24 hours, safety
T06 decided 1 working day, safety
T07      15 working days
T07 delayed 15 working days
T07 unborn 15 working days
T08      1 working day, safety
T09      10 working days
T10      6 weeks
T11      3 months
T12      6 months
T13      10 working days
T14      4 weeks
T14 second_visit 4 weeks
T15      3 working days before on
T16      5 working days before on
T17      1 working day
T18      20 working days
T19      1 working day
T19 begun 16 weeks before expected
T20      12 weeks before expected
T21      72 hours
T22      before the next school day
T23      1 working day, safety
T24      4 weeks
T25      2 working days
T26      5 working days
T27      5 working days
T28      2 working days
T29      20 working days
T29 informal 5 working days
T30      4 weeks
T31      2 working days
T31 lead 2 working days
T32      24 hours
T32 neglect 10 working days
T32 other 5 working days
T32 written 3 calendar days
T33      10 working days
T34      15 working days
T35      1 week
T35 weekly 1 week
T35 next 6 weeks
T35 later 6 weeks
T35 to_18 3 months
T36      20 working days
T36 second 3 months
T36 next 6 months
T37      the same day
T37 away the same day
T38      10 working days
T38 closed the same day
T39      5 working days
T39 urgent 1 working day
T40      10 calendar days
T41      24 hours, safety
T41 seen 5 working days
T42      10 working days
T42 interim the same day
T43 social_worker 4 weeks
T43 any_agency 6 weeks
T44      3 calendar days
T44 others the same day
T45      10 working days before on
T46      72 hours, safety
T47      8 calendar days, safety
T47 extended 7 calendar days, safety
T48      6 months
T49      5 working days
T50      15 working days
T51      4 weeks
T52      10 working days
T53      26 weeks
T53 pre_proceedings 16 weeks
T54      1 working day
T55      5 working days
T56      20 working days
T57 critical 24 hours
T57 significant 2 working days
T57 other 5 working days
T58      1 month
T59      1 week
T59 next 6 weeks
T59 later 12 weeks
T60      10 calendar days
T60 mother_not_fit 20 calendar days
T60 discharge 10 calendar days
T61      1 working day, safety
"""

NATIONS = {
    Nation.WALES: {
        ("T03", ""): "42 working days",
        ("T09", ""): "10 working days",
        ("T17", ""): "5 working days",
        ("T18", ""): "20 working days",
        ("T52", ""): "10 working days",
        ("T22", ""): "before the next school day",
    },
    Nation.SCOTLAND: {
        ("T07", ""): "28 calendar days",
        ("T09", ""): "15 working days",
        ("T11", ""): "6 months",
        ("T11", "pre_birth"): "3 months",
        ("T12", ""): "6 months",
        ("T17", ""): "48 hours",
        ("T18", ""): "10 working days",
        ("T42", ""): "10 working days",
        ("T44", ""): "3 calendar days",
    },
}

LOCAL = {(Nation.SCOTLAND, "T17", "")}
"""What is local there, and so a setting that each partnership confirms."""

TO_BE_CONFIRMED = ("T03", "T21", "T29", "T46", "T47", "T55", "T56", "T59")
"""Rows whose figures nobody has yet held against the law itself."""


def limit_of(row: Timescale) -> str:
    words = row.limit.words()
    words += f" before {row.counts_back_from}" if row.counts_back_from else ""
    return words + (", safety" if row.limit.safety else "")


def written() -> set[tuple[str, str]]:
    lines = [line.split(maxsplit=1) for line in LIMITS.strip().splitlines()]
    return {(number, " ".join(rest.split())) for number, rest in lines}


def test_the_limits_of_england_are_those_of_the_practice_table():
    rows = practice_of().on(FRIDAY).values()
    said = {
        (row.practice_id, f"{row.part} {limit_of(row)}".strip())
        for row in rows
        if row.practice_id.startswith("T")
    }
    assert said == written()


@pytest.mark.parametrize(
    ("nation", "row", "limit"),
    [(nation, row, limit) for nation, rows in NATIONS.items() for row, limit in rows.items()],
    ids=str,
)
def test_another_nation_has_the_limits_of_its_own_guidance(nation, row, limit):
    (found,) = [one for one in timescales(nation).values() if (one.practice_id, one.part) == row]
    local = (nation, *row) in LOCAL
    assert (found.limit.words(), found.limit.safety, found.confirmed) == (limit, False, not local)


@pytest.mark.parametrize("number", TO_BE_CONFIRMED)
def test_what_was_never_held_against_the_law_says_so(number):
    rows = [one for one in timescales().values() if one.practice_id == number]
    assert rows
    assert [one.name for one in rows if one.confirmed] == []


def test_no_two_rows_that_one_entry_starts_share_a_number_and_a_part():
    every = practice_of(Nation.ENGLAND, ("london",)).newest.values()
    keys = [one.key for one in every if one.opened_by != RECORDING and one.starts]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def states(name: str, *events: Any, on: date, day: date = FRIDAY) -> list[str]:
    return [one.state for one in clocks(ROWS[name], *events, on=on, day=day)]


def test_a_referral_is_decided_and_its_referrer_told_which_are_two_things():
    decided = entry(
        60,
        FRIDAY,
        "referral_decision",
        content={"decision": "assessment", "referrer_told": "no", "referral": str(START)},
    )
    told = entry(
        61,
        FRIDAY + 3 * DAY,
        "information_shared",
        content={"purpose": "referrer_told", "about": [str(START)]},
    )
    referral = entry(START, FRIDAY, "referral")
    monday = FRIDAY + 3 * DAY

    assert states("referral_decided", referral, decided, on=FRIDAY) == ["achieved"]
    assert states("referrer_told", referral, decided, on=FRIDAY) == ["planned"]
    assert states("referrer_told", referral, decided, told, on=monday) == ["achieved"]


def test_what_was_done_for_a_brother_satisfies_nothing_for_the_sister():
    brother = (Subject(person=MOTHER, role="child"), Subject(person=CHILD, role="sibling"))
    seen = {"seen": ("yes",)}
    row = "first_visit_in_placement"
    begun = start_of(ROWS[row], FRIDAY)

    other = entry(60, FRIDAY + DAY, "visit", seen, subjects=brother)
    own = entry(61, FRIDAY + DAY, "visit", seen)

    assert states(row, begun, other, on=FRIDAY + 2 * DAY) == ["planned"]
    assert states(row, begun, other, own, on=FRIDAY + 2 * DAY) == ["achieved"]


def of_the_mother(day: date, *, until: date | None = None) -> list[Any]:
    """
    Police come to the child's mother; the child is named nowhere.
    """
    where = {"domestic_abuse": ("yes",), "school_told": ("no",)}
    tie: dict[str, Any] = {"position": 3, "day": day - 900 * DAY}
    if until is not None:
        tie["content"] = {"relation": "mother", "closeness": "parent", "to": until.isoformat()}
    return [
        PersonRegisteredFactory(
            position=2, person=MOTHER, name="Invented Mother", kind_of_person="adult"
        ),
        RelationshipFactory(**tie),
        entry(
            START,
            day,
            "police_incident",
            where,
            stream=MOTHER,
            subjects=(Subject(person=MOTHER, role="harmed"),),
        ),
    ]


def test_the_school_hears_for_every_child_of_either_adult_whether_named_or_not():
    row = ROWS["school_told_of_domestic_abuse"]
    (clock,) = clocks(row, *of_the_mother(FRIDAY), on=FRIDAY, day=FRIDAY)

    # Monday is the next day on which the child may come to school.
    assert (clock.due, clock.limit_words) == (FRIDAY + 2 * DAY, "before the next school day")
    assert states(row.name, *of_the_mother(FRIDAY), on=FRIDAY + 3 * DAY) == ["overdue"]


def test_what_a_sisters_school_was_told_does_not_count_for_his():
    row = "school_told_of_domestic_abuse"
    about = {"purpose": "domestic_abuse_school", "about": [str(START)]}
    sister = (Subject(person=MOTHER, role="named"),)
    hers = entry(60, FRIDAY, "information_shared", content=about, subjects=sister)
    his = entry(61, FRIDAY, "information_shared", content=about)
    begun = of_the_mother(FRIDAY)

    assert states(row, *begun, hers, on=FRIDAY) == ["planned"]
    assert states(row, *begun, hers, his, on=FRIDAY) == ["achieved"]


@pytest.mark.parametrize(("answers", "found"), [(13, []), (14, ["planned"]), (27, ["planned"])])
def test_fourteen_answers_of_dash_are_high_risk_whatever_anybody_judges(answers, found):
    said = {"dash_yes": answers, "professional_judgement": "no"}
    begun = entry(START, FRIDAY, "domestic_abuse_incident", content=said)

    assert states("high_risk_domestic_abuse_discussed", begun, on=FRIDAY) == found


def test_seen_too_late_the_decision_of_a_senior_manager_is_owed_all_the_same():
    row, seen = "not_seen_for_four_weeks", {"seen": ("yes",)}
    plan = start_of(ROWS[row], FRIDAY)
    late = FRIDAY + 30 * DAY
    visit = entry(60, late, "visit", seen)
    said = {"about": "not_seen", "decision": "Two workers visit.", "reason": "Not seen."}
    decided = entry(61, late + DAY, "management_decision", content=said)

    assert states(row, plan, on=FRIDAY + 28 * DAY) == []
    assert states(row, plan, visit, on=late) == ["overdue"]
    assert states(row, plan, visit, decided, on=late + DAY) == ["achieved"]


def test_a_second_time_that_nobody_sees_the_child_is_not_hidden_by_the_first():
    row = ROWS["not_seen_for_four_weeks"]
    first = entry(40, FRIDAY - 60 * DAY, "visit", {"seen": ("yes",)})
    visit = entry(START, FRIDAY, "visit", {"seen": ("yes",)})
    plan = entry(20, FRIDAY - 61 * DAY, "plan_agreed", {"type": ("child_protection",)})

    found = clocks(row, plan, first, visit, on=FRIDAY + 40 * DAY, day=FRIDAY)

    assert [one.due for one in found] == [FRIDAY + 28 * DAY]


def test_a_new_placement_never_erases_a_visit_that_is_late():
    row = "first_visit_in_placement"
    begun = start_of(ROWS[row], FRIDAY)

    def moved(days: int) -> Any:
        return entry(60, FRIDAY + days * DAY, "address_recorded", {"move": ("placement",)})

    assert states(row, begun, moved(3), on=FRIDAY + 20 * DAY) == ["withdrawn"]
    assert states(row, begun, moved(8), on=FRIDAY + 20 * DAY) == ["overdue"]


@pytest.mark.parametrize(
    ("weeks", "due"),
    [(20, 12 * 7), (11, 6 * 7 + 7), (8, 6 * 7), (5, 0)],
)
def test_the_pre_birth_conference_is_held_by_34_weeks_where_they_still_lie_ahead(weeks, due):
    expected = FRIDAY + timedelta(weeks=weeks)
    said = {"concern": "yes", "expected": expected.isoformat()}
    row = ROWS["pre_birth_conference_held"]
    begun = entry(START, FRIDAY, "pregnancy_recorded", content=said)

    (clock,) = clocks(row, begun, on=FRIDAY, day=FRIDAY)

    known_late = FRIDAY + 28 * DAY
    assert clock.due is not None
    assert day_of(clock.due) == min(expected - due * DAY, known_late if weeks < 12 else date.max)


def test_the_next_stage_of_a_dispute_does_not_begin_its_twenty_days_anew():
    stage = {"stage": ("reviewing_officer",)}
    raised = entry(START, FRIDAY, "challenge_raised", stage)
    formal = entry(60, FRIDAY + 7 * DAY, "challenge_raised", stage, content={"earlier": str(START)})

    assert states("dispute_settled_informally", raised, formal, on=FRIDAY + 7 * DAY) == ["achieved"]
    (whole,) = clocks(
        ROWS["dispute_by_a_reviewing_officer"],
        raised,
        formal,
        on=FRIDAY + 7 * DAY,
        day=FRIDAY,
    )
    assert (whole.state, whole.due) == ("planned", date(2027, 1, 20))


def test_an_emergency_protection_order_is_extended_by_seven_days_and_no_more():
    order = {"type": ("emergency_protection",)}
    first = entry(40, FRIDAY, "order_made", order)
    extended = entry(START, FRIDAY + 8 * DAY, "order_made", order)
    on = FRIDAY + 8 * DAY

    (clock,) = clocks(
        ROWS["after_extended_emergency_protection"], first, extended, on=on, day=FRIDAY
    )

    assert clock.due == FRIDAY + 15 * DAY
    assert states("after_emergency_protection", first, extended, on=on) == []


def test_for_an_unborn_child_a_further_discussion_may_agree_a_later_conference():
    name = "pre_birth_conference_after_enquiry"
    begun = start_of(ROWS[name], FRIDAY)
    further = entry(60, FRIDAY + 7 * DAY, "strategy_discussion", {"s47": ("continues",)})
    on = FRIDAY + 40 * DAY

    assert states(name, begun, on=on) == ["overdue"]
    assert states(name, begun, further, on=on) == ["withdrawn"]
    # The rows share their starts: of a child who is born, or not, each runs alone.
    assert states("conference_after_enquiry", begun, further, on=on) == ["overdue"]


@pytest.mark.parametrize(
    ("took_part", "found"),
    [
        (["midwifery", "health_visiting", "social_care"], "achieved"),
        (["midwifery", "social_care"], "planned"),
        (["health_visiting", "health"], "planned"),
        (None, "planned"),
    ],
)
@pytest.mark.parametrize("kind", ["core_group", "conference_held"])
def test_after_a_birth_midwifery_and_health_visiting_have_to_be_there(kind, took_part, found):
    said = {"type": "review"} | ({"took_part": took_part} if took_part else {})
    begun = start_of(ROWS["core_group_after_the_birth"], FRIDAY)
    met = entry(60, FRIDAY + 3 * DAY, kind, content=said)

    assert states("core_group_after_the_birth", begun, met, on=FRIDAY + 4 * DAY) == [found]
