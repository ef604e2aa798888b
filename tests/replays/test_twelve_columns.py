"""What the twelve columns of a case file alone raise, when they raise it, and when no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.factories.case_files import FAMILY, RowOfPeopleFactory
from tests.factories.case_replays import Told, row, told

if TYPE_CHECKING:
    from collections.abc import Callable

BORN_2015 = (
    RowOfPeopleFactory(
        person_key="ash", role="subject child", relation_to_child="self", date_of_birth="2015-05-06"
    ),
    *FAMILY[1:],
)
REFERRED = row("r1", "2025-01-06", "referral")
SEEN = row("s1", "2025-01-13", "visit", child_seen="yes")
DECIDED = row("d1", "2025-02-03", "decision")


@pytest.fixture
def bring(tmp_path: Any) -> Callable[..., Told]:
    """
    Bring rows in and return the record that they make.
    """
    return lambda *rows, **more: told(tmp_path, rows, **more)


def test_a_referral_after_months_without_social_care_is_a_referral_again(bring):
    again = row("r2", "2025-06-02", "referral", agency="school")
    case = bring(REFERRED, SEEN, DECIDED, again)

    assert case.asked("R18", "2025-06-01") == []
    ((rows, note),) = case.asked("R18", "2025-06-02")
    assert rows == {"d1", "r2"}
    assert "not in the import" in note


@pytest.mark.parametrize(
    ("between", "on"), [("visit", "2025-05-26"), ("supervision", "2025-05-26")]
)
def test_a_second_referral_while_social_care_is_at_work_is_no_referral_again(bring, between, on):
    case = bring(
        REFERRED, SEEN, DECIDED, row("w", on, between), row("r2", "2025-06-02", "referral")
    )

    assert case.asked("R18", "2025-06-30") == []


def test_a_referral_more_than_a_year_later_is_a_new_one(bring):
    case = bring(REFERRED, SEEN, DECIDED, row("r2", "2026-02-05", "referral"))

    assert case.asked("R18", "2026-03-01") == []


def test_a_decision_of_which_no_column_says_what_it_was_is_asked_about_beside_open_questions(bring):
    bruise = row("i1", "2025-01-27", "injury_observed", agency="GP", child_seen="yes")
    case = bring(REFERRED, SEEN, bruise, row("i2", "2025-02-01", "injury_observed"), DECIDED)

    assert case.asked("R22", "2025-02-02") == []
    ((rows, note),) = case.asked("R22", "2025-02-03")
    assert rows == {"d1"}
    assert "What was decided is not in the import" in note
    assert case.asked("R22", "2025-05-06") == []


def test_a_decision_that_says_in_a_column_what_it_was_is_asked_about_as_what_it_was(bring):
    injuries = (
        row("i1", "2025-01-27", "injury_observed", agency="GP"),
        row("i2", "2025-02-01", "injury_observed"),
    )
    said = {"about": "step_up", "result": "go_ahead"}
    assert bring(*injuries, DECIDED | said).asked("R22", "2025-02-03") == []


def test_a_closure_that_a_column_says_is_asked_about_as_a_closure(bring):
    injuries = (
        row("i1", "2025-01-27", "injury_observed", agency="GP"),
        row("i2", "2025-02-01", "injury_observed"),
    )
    closed = row("c1", "2025-02-03", "closure", type="all")
    again = row("r2", "2025-02-20", "referral", agency="school")
    case = bring(REFERRED, *injuries, closed, again)

    assert [rows for rows, _ in case.asked("R22", "2025-02-03")] == [{"c1"}]
    assert [rows for rows, _ in case.asked("R18", "2025-02-20")] == [{"c1", "r2"}]


def test_nobody_is_asked_to_have_seen_a_child_before_birth(bring):
    born = BORN_2015[0] | {"date_of_birth": "2025-04-01"}
    conference = row("k1", "2025-02-03", "conference")
    group = row("g1", "2025-02-13", "core_group")
    case = bring(REFERRED, conference, group, people=(born, *FAMILY[1:]))

    assert case.asked("R08", "2025-03-31") == []
    assert case.asked("R08", "2025-04-15") == []
    assert [rows for rows, _ in case.asked("R08", "2025-04-16")] == [{"k1"}]


def test_no_visit_is_missed_in_a_case_that_social_care_left_for_good(bring):
    case = bring(REFERRED, SEEN, DECIDED)

    assert [rows for rows, _ in case.asked("R08", "2025-02-24")] == [{"s1"}]
    assert case.asked("R08", "2025-05-05") != []
    assert case.asked("R08", "2025-05-06") == []


def test_a_case_that_was_left_and_taken_up_again_is_open_again(bring):
    late = row("v2", "2025-09-01", "visit", child_seen="no")
    again = row("r2", "2025-08-25", "referral")

    assert bring(REFERRED, SEEN, DECIDED, again, late).asked("R08", "2025-10-20") != []


def test_a_referral_that_social_care_never_took_up_is_held_by_nobody(bring):
    sent = row("r1", "2025-01-06", "referral", agency="school")
    case = bring(sent, row("v1", "2025-01-20", "visit"))

    assert case.asked("R24", "2025-01-09") == []
    assert [rows for rows, _ in case.asked("R24", "2025-01-10")] == [{"r1"}]
    assert case.asked("R24", "2025-01-20") == []


def test_a_child_of_nine_with_whom_nobody_spoke_alone_over_injuries_is_asked_about(bring):
    met = {"child_seen": "yes", "child_spoken_to_alone": "no"}
    seen = row("i1", "2025-01-06", "injury_observed", agency="school", **met)
    examined = row("m1", "2025-01-07", "medical_examination", agency="hospital", **met)
    alone = {"child_seen": "yes", "child_spoken_to_alone": "yes"}
    spoken = row("v1", "2025-01-10", "contact", agency="school", **alone)
    case = bring(seen, examined, spoken, people=BORN_2015)

    assert case.asked("R07", "2025-01-06") == []
    ((rows, note),) = case.asked("R07", "2025-01-07")
    assert rows == {"i1", "m1"}
    assert "not spoken to alone" in note
    assert case.asked("R07", "2025-01-10") == []


def test_an_illness_that_the_gp_treats_is_no_occasion_to_speak_alone(bring):
    met = {"child_seen": "yes", "child_spoken_to_alone": "no", "agency": "GP"}
    ill = [row(f"a{n}", f"2025-0{n}-06", "appointment_attended", **met) for n in (1, 2, 3)]

    assert bring(*ill, people=BORN_2015).asked("R07", "2025-03-10") == []


def test_two_concerns_of_which_one_is_nobodys_agency_are_two_sources(bring):
    told_by_school = row("c1", "2025-01-06", "concern_raised", agency="school")
    told_by_somebody = row("c2", "2025-02-06", "concern_raised", agency="other")

    assert [
        rows for rows, _ in bring(told_by_school, told_by_somebody).asked("R17", "2025-02-06")
    ] == [{"c1", "c2"}]


def test_two_concerns_of_one_school_are_one_source(bring):
    first = row("c1", "2025-01-06", "concern_raised", agency="school")
    second = row("c2", "2025-02-06", "concern_raised", agency="school")

    assert bring(first, second).asked("R17", "2025-03-06") == []


@pytest.mark.parametrize("kind", ["concern_raised", "referral"])
def test_what_a_grandmother_said_as_a_concern_or_a_referral_is_gone_back_to(bring, kind):
    people = (
        *FAMILY,
        RowOfPeopleFactory(person_key="gran", relation_to_child="maternal grandmother"),
    )
    said = row("c1", "2025-01-06", kind, other_people="gran")
    went = row("v1", "2025-01-20", "visit", child_seen="yes")
    case = bring(said, went, people=people)

    assert case.asked("R49", "2025-01-12") == []
    assert [rows for rows, _ in case.asked("R49", "2025-01-13")] == [{"c1"}]


def test_a_grandmother_whose_referral_was_visited_on_within_the_week_was_heard(bring):
    people = (
        *FAMILY,
        RowOfPeopleFactory(person_key="gran", relation_to_child="maternal grandmother"),
    )
    said = row("c1", "2025-01-06", "referral", other_people="gran")
    went = row("v1", "2025-01-08", "visit", child_seen="yes")

    assert bring(said, went, people=people).asked("R49", "2025-02-13") == []


def test_the_helplines_call_is_somebodys_worry_and_another_call_is_not(bring):
    helpline = row("h1", "2025-01-06", "contact", agency="nspcc")
    plain = row("h2", "2025-01-06", "contact", agency="GP")

    assert [rows for rows, _ in bring(helpline, plain).asked("R49", "2025-01-13")] == [{"h1"}]


def test_a_man_known_by_description_is_asked_about_and_a_neighbour_who_called_is_not(bring):
    man = row("c1", "2025-01-06", "concern_raised", other_people="man at the flat")
    neighbours = row("c2", "2025-01-07", "concern_raised", other_people="neighbour")
    public = row("c3", "2025-01-08", "concern_raised", other_people="member of the public")

    assert [rows for rows, _ in bring(man, neighbours, public).asked("R05", "2025-03-01")] == [
        {"c1"}
    ]


def test_each_change_of_the_home_before_a_case_was_opened_is_asked_about(bring):
    left = row("h1", "2024-11-04", "household_change", other_people="partner")
    moved = row("h2", "2024-12-02", "move_of_address")
    case = bring(left, moved, REFERRED, row("a1", "2025-02-10", "assessment"))

    assert case.asked("R06", "2025-01-19") == []
    assert [rows for rows, _ in case.asked("R06", "2025-01-20")] == [{"h1"}, {"h2"}]
    assert case.asked("R06", "2025-02-10") == []


def test_a_pregnancy_after_violence_is_thought_of_before_the_birth(bring):
    violence = row(
        "dv", "2024-09-02", "dv_incident", agency="police", other_people="mother; partner"
    )
    expected = row("p1", "2025-01-06", "pregnancy", agency="GP", other_people="mother")
    born = row("b1", "2025-06-02", "birth", agency="hospital", other_people="mother")
    case = bring(violence, expected, born)

    assert case.asked("R43", "2025-01-12") == []
    assert [rows for rows, _ in case.asked("R43", "2025-01-13")] == [{"dv", "p1"}]
    assert case.asked("R43", "2025-06-02") == []


def test_a_pregnancy_of_a_family_without_a_past_is_nobodys_question(bring):
    expected = row("p1", "2025-01-06", "pregnancy", agency="GP", other_people="mother")

    assert bring(expected).asked("R43", "2025-03-13") == []


def test_a_child_of_the_lodger_who_came_later_was_in_no_earlier_violence(bring):
    people = (
        RowOfPeopleFactory(
            person_key="ash", role="subject child", relation_to_child="self",
            date_of_birth="2015-05-06",
        ),
        *FAMILY[1:],
        RowOfPeopleFactory(
            person_key="baby", role="household child", relation_to_child="lodger's baby",
            date_of_birth="2025-01-10",
        ),
    )  # fmt: skip
    early = row("dv1", "2025-02-03", "dv_incident", agency="police", other_people="mother; partner")
    late = row("dv2", "2025-05-05", "dv_incident", agency="police", other_people="mother; partner")
    came = row("h1", "2025-04-07", "household_change", other_people="baby", change="joined")
    case = bring(early, came, late, people=people)

    assert [rows for rows, _ in case.asked("R01", "2025-05-05")] == [{"dv2"}]


def test_schools_concerns_and_a_call_to_social_care_are_laid_side_by_side(bring):
    hungry = row("c1", "2025-01-06", "concern_raised", agency="school")
    asked = row("k1", "2025-02-06", "contact", agency="social care")
    case = bring(hungry, asked)

    assert case.asked("R17", "2025-02-05") == []
    ((rows, note),) = case.asked("R17", "2025-02-06")
    assert rows == {"c1", "k1"}
    assert "not in the import" in note


def test_what_social_care_hears_in_its_own_work_is_no_call_that_was_closed(bring):
    hungry = row("c1", "2025-01-06", "concern_raised", agency="school")
    visited = row("v1", "2025-01-20", "visit", child_seen="yes")
    heard = row("k1", "2025-02-06", "contact", agency="social care")

    assert bring(hungry, visited, heard).asked("R17", "2025-02-06") == []


def test_what_a_gp_hears_is_no_call_to_social_care(bring):
    hungry = row("c1", "2025-01-06", "concern_raised", agency="school")
    elsewhere = row("k2", "2025-02-06", "contact", agency="GP")

    assert bring(hungry, elsewhere).asked("R17", "2025-02-06") == []


BORN_IN_MAY = (
    RowOfPeopleFactory(
        person_key="ash", role="subject child", relation_to_child="self", date_of_birth="2025-05-06"
    ),
    *FAMILY[1:],
)


@pytest.mark.parametrize("kind", ["referral", "assessment", "strategy_discussion", "conference"])
def test_a_baby_whose_own_record_was_taken_up_before_birth_was_thought_of(bring, kind):
    violence = row("d1", "2024-02-01", "dv_incident", other_people="mother; father")
    pregnant = row("p1", "2024-10-06", "pregnancy", other_people="mother; father")
    taken_up = row("t1", "2024-11-06", kind)
    case = bring(violence, pregnant, taken_up, people=BORN_IN_MAY)

    assert [rows for rows, _ in case.asked("R43", "2024-10-13")] == [{"p1", "d1"}]
    assert [rows for rows, _ in case.asked("R43", "2024-11-05")] == [{"p1", "d1"}]
    assert case.asked("R43", "2024-11-06") == []


def test_work_with_the_child_at_home_did_not_think_of_the_next_baby(bring):
    violence = row("d1", "2024-02-01", "dv_incident", other_people="mother; father")
    pregnant = row("p1", "2025-10-06", "pregnancy", other_people="mother; father")
    conference = row("t1", "2025-11-06", "conference")
    case = bring(violence, pregnant, conference, people=BORN_IN_MAY)

    assert [rows for rows, _ in case.asked("R43", "2025-11-06")] == [{"p1", "d1"}]


def test_a_plan_that_a_later_conference_may_have_ended_is_asked_about_with_that_doubt(bring):
    initial = row("k1", "2025-01-06", "conference")
    outcome = row("o1", "2025-01-06", "plan_outcome_set")
    later = row("k2", "2025-07-07", "conference")
    case = bring(initial, outcome, later)

    for rule in ("R08", "R33", "R40"):
        ((_, before),) = case.asked(rule, "2025-07-06")
        assert "may have ended" not in before, rule
        ((_, after),) = case.asked(rule, "2025-12-01")
        assert "may have ended the plan" in after, rule


@pytest.mark.parametrize(
    ("on", "asked"), [("2025-01-09", []), ("2025-01-10", [{"d1"}])], ids=["began", "later"]
)
def test_a_decision_of_the_day_on_which_an_enquiry_began_was_to_begin_it(bring, on, asked):
    concern = row("c1", "2025-01-06", "concern_raised", agency="school")
    told = row("c2", "2025-01-08", "concern_raised", agency="GP")
    decided = row("d1", "2025-01-09", "decision")
    began = row("s1", on, "strategy_discussion")
    case = bring(concern, told, decided, began)

    assert [rows for rows, _ in case.asked("R22", "2025-01-12")] == asked
