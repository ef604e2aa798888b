"""Timescales are data that a partnership can read; a wrong one is refused, never half used."""

from __future__ import annotations

from datetime import date

import pytest

from escalation.errors import TableRefused
from escalation.owed import owed
from escalation.people import WHO
from escalation.practice import practice_of, timescales
from escalation.reading_ladders import shipped_ladders
from escalation.timescale import ENTRIES, MATCHES, PLAN, QUESTIONS, RECORDING
from escalation.working_days import Nation
from projections.child_record import ChildRecord
from projections.risk.asked import RULES
from tests.factories.events import CHILD, RecordedEventFactory, family

GOOD = """
[edition]
nation = "england"
version = "1"
[one]
practice_id = "T23"
opened_by = "violence_near_a_baby"
desired = "A decision."
limit = 1
unit = "working_days"
responsible = "Team manager"
owner_role = "team_manager"
source = "A publication"
confirmed = true
satisfied_by = [{ kind = "strategy_discussion" }]
"""


def read(text):
    return practice_of(own=(("ours.toml", text),)).newest


def test_a_good_table_is_read():
    assert read(GOOD)["one"].limit.words() == "1 working day"


@pytest.mark.parametrize(
    ("wrong", "right", "entry", "fix"),
    [
        ('nation = "england"', 'nation = "narnia"', "edition", "nation is one of"),
        ('version = "1"', "", "edition", "add version"),
        ("limit = 1", 'limit = "one"', "one", "limit"),
        ("limit = 1", "limit = -1", "one", "limit"),
        ('"working_days"', '"fortnights"', "one", "unit"),
        ('practice_id = "T23"', 'practice_id = "23"', "one", "T01 to T99"),
        ('source = "A publication"', "", "one", "source"),
        ('"strategy_discussion"', '"strategy_meeting"', "one", "is no kind of event"),
        ("limit = 1", "limit = 1\nlimmit = 2", "one", "limmit"),
        ('"violence_near_a_baby"', '"entries"', "one", "starts"),
        (
            '"strategy_discussion" }',
            '"strategy_discussion", where = { held = ["x"] } }',
            "one",
            "held",
        ),
        (
            '"strategy_discussion" }',
            '"strategy_discussion", each_of = { took_part = [["police"], ["army"]] } }',
            "one",
            "“took_part” is never answered “army”",
        ),
        (
            '"strategy_discussion" }',
            '"strategy_discussion", each_of = { x = [["y"]] } }',
            "one",
            "x",
        ),
        ("limit = 1", 'limit = 1\nwhose = "anybody"', "one", "whose"),
        (
            '"strategy_discussion" }',
            '"strategy_discussion", where = { s47 = ["x"] } }',
            "one",
            "never",
        ),
        ('"strategy_discussion" }', '"strategy_discussion", filled = ["held"] }', "one", "held"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_file_its_place_and_its_fix(wrong, right, entry, fix):
    with pytest.raises(TableRefused) as refused:
        read(GOOD.replace(wrong, right))
    assert (refused.value.file, refused.value.entry) == ("ours.toml", entry)
    assert fix in refused.value.fix
    assert 0 < refused.value.line <= len(GOOD.splitlines())


@pytest.mark.parametrize("nation", list(Nation))
def test_every_timescale_is_opened_by_something_and_told_to_somebody(nation):
    for timescale in timescales(nation).values():
        assert timescale.opened_by in {PLAN, ENTRIES, MATCHES, QUESTIONS, RECORDING, *RULES}
        assert timescale.ladder in shipped_ladders()
        assert timescale.owner_role in WHO
        assert timescale.source


def test_every_mandatory_question_has_its_limit_and_its_row_of_the_practice_table():
    for rule in RULES.values():
        if rule.duty is not None:
            assert timescales()[rule.duty.timescale].practice_id.startswith("T")


def test_every_row_of_the_practice_table_has_its_clock():
    told = {timescale.practice_id for timescale in timescales().values()}
    # R05: two records that may be one person's are asked about by a rule, and owed a decision.
    # Q01: a question that nobody answers is owed an answer.
    assert told == {"R05", "Q01", *(f"T{number:02}" for number in range(1, 62))}


OURS = """
[edition]
nation = "england"
version = "ours-1"
from = 2026-04-01
closures = [2026-12-29]
[challenge_between_managers]
limit = 3
"""


def test_a_partnership_says_only_what_it_does_otherwise():
    ours = practice_of(own=(("ours.toml", OURS),))

    now = ours.on(date(2026, 4, 1))["challenge_between_managers"]

    assert (now.limit.number, now.desired) == (
        3,
        timescales()["challenge_between_managers"].desired,
    )
    assert not ours.calendar.is_working(date(2026, 12, 29))


def test_a_clock_started_under_one_edition_stays_under_it():
    ours = practice_of(own=(("ours.toml", OURS),))

    def due(day):
        begun = RecordedEventFactory(
            position=50,
            day=day,
            kind="challenge_raised",
            content={"stage": "managers", "fact": "Invented."},
        )
        record = ChildRecord(child=CHILD, events=(*family(), begun))
        (clock,) = [one for one in owed(record, day, practice=ours) if one.practice_id == "T27"]
        return clock.due, clock.edition

    before, after = due(date(2026, 3, 31)), due(date(2026, 4, 1))

    assert (before[0], after[0]) == (date(2026, 4, 9), date(2026, 4, 8))
    assert before[1].startswith("2026-11.")
    assert after[1].startswith("ours-1.")


def test_an_old_case_is_held_against_the_limits_of_its_day():
    practice = practice_of()

    assert practice.on(date(2007, 1, 1))["initial_assessment_in_time"].limit.number == 7
    assert "assessment_in_time" not in practice.on(date(2007, 1, 1))
    assert practice.on(date(2013, 4, 15))["assessment_in_time"].limit.number == 45


def test_practitioners_have_a_working_week_to_settle_it_where_nobody_has_chosen_less():
    text = OURS.replace(
        "[challenge_between_managers]\nlimit = 3", "[challenge_between_practitioners]\nlimit = 2"
    )
    ours = practice_of(own=(("ours.toml", text),)).newest
    london = practice_of(Nation.ENGLAND, ("london",)).newest
    name = "challenge_between_practitioners"

    assert [rows[name].limit.number for rows in (timescales(), london, ours)] == [5, 5, 2]
    assert (timescales()[name].confirmed, london[name].confirmed) == (False, True)


@pytest.mark.parametrize(
    ("nation", "name", "words"),
    [
        (Nation.WALES, "assessment_in_time", "42 working days"),
        (Nation.WALES, "conference_decisions_sent", "5 working days"),
        (Nation.SCOTLAND, "conference_after_enquiry", "28 calendar days"),
        (Nation.SCOTLAND, "first_core_group", "15 working days"),
        (Nation.SCOTLAND, "conference_record_sent", "10 working days"),
        (Nation.NORTHERN_IRELAND, "first_core_group", "10 working days"),
    ],
)
def test_a_nation_has_limits_of_its_own(nation, name, words):
    assert timescales(nation)[name].limit.words() == words


def test_what_is_another_nations_law_waits_for_the_partnership_to_confirm_it():
    assert timescales()["first_looked_after_review"].confirmed
    assert not timescales(Nation.WALES)["first_looked_after_review"].confirmed
    assert "school_told_of_domestic_abuse" not in timescales(Nation.SCOTLAND)


def test_what_is_removed_needs_its_reason():
    text = OURS + "[first_core_group]\nremoved = true\n"

    with pytest.raises(TableRefused, match="give the reason") as refused:
        practice_of(own=(("ours.toml", text),))
    assert refused.value.line == 9


def test_a_file_that_is_no_toml_is_refused_with_its_line():
    with pytest.raises(TableRefused, match="not TOML") as refused:
        practice_of(own=(("ours.toml", OURS + "limit = \n"),))
    assert refused.value.line == 9
