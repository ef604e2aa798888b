"""Who hears next, and when, if nobody does anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from escalation.errors import TableRefused
from escalation.in_force import Ladders
from escalation.ladder import steps, straight
from escalation.reading_ladders import as_plain, read_ladder, read_ladders, shipped_ladders
from escalation.working_days import Calendar
from projections.plans.planned_outcome import Raised
from tests.factories.plans import PlannedOutcomeFactory
from tests.fakes.people import CHAIR, MANAGER, SAFEGUARDING, WORKER, PeopleInMemory

NOW = datetime(2026, 3, 30, 9, tzinfo=UTC)
LADDER = shipped_ladders()["default"]


def told(outcome, *gone, now=NOW):
    people = PeopleInMemory(*gone)
    return list(steps(outcome, LADDER, people, now=now, calendar=Calendar()))


def raised(level, cycle=1, **more):
    return Raised(level=level, cycle=cycle, at=NOW, to=(), position=7, **more)


def at_level(level, cycle=1, **more):
    one = raised(level, cycle, **more)
    return PlannedOutcomeFactory(owner=str(WORKER.id), escalations=(one,), level=level, cycle=cycle)


def test_first_the_owner_and_the_manager_hear():
    (step,) = told(PlannedOutcomeFactory(owner=str(WORKER.id)))
    assert [one.who for one in step.told] == [WORKER, MANAGER]
    assert (step.level, step.cycle, step.stepped_up) == (1, 1, False)
    # Two working days after Monday.
    assert step.next_at == datetime(2026, 4, 1, 23, tzinfo=UTC)


def test_where_the_owner_is_only_a_name_the_childs_lead_hears():
    (step,) = told(PlannedOutcomeFactory(owner="Somebody who never had an account"))
    assert [one.because for one in step.told] == [
        "You are the child's lead practitioner",
        "You manage its owner",
    ]


def with_deputy(away, deputy, *, now=NOW):
    people = PeopleInMemory()
    people.deputies = {away: deputy}
    outcome = PlannedOutcomeFactory(owner=str(WORKER.id))
    return list(steps(outcome, LADDER, people, now=now, calendar=Calendar()))


def test_whoever_stands_in_hears_in_place_of_somebody_who_is_away():
    (step,) = with_deputy(WORKER, CHAIR)
    assert [one.who for one in step.told] == [CHAIR, MANAGER]
    assert step.told[0].because.startswith("You stand in for a colleague who is away")


def test_two_who_stand_in_for_each_other_do_not_keep_it_between_them():
    people = PeopleInMemory()
    people.deputies = {WORKER: MANAGER, MANAGER: WORKER}
    outcome = PlannedOutcomeFactory(owner=str(WORKER.id))
    first, second = steps(outcome, LADDER, people, now=NOW, calendar=Calendar())
    assert (first.told, [one.who for one in second.told]) == ((), [SAFEGUARDING])


def test_away_without_a_deputy_others_of_the_level_still_hear():
    (step,) = with_deputy(WORKER, None)
    assert [one.who for one in step.told] == [MANAGER]


def test_a_level_may_name_a_role_of_one_agency_and_the_rota():
    levels = '["manager@Children\'s social care", "on_call"]'
    ladder = read_ladders(one_level(who=levels), "ours.toml")["default"]
    people = PeopleInMemory()
    people.rota = [CHAIR]
    (step,) = steps(PlannedOutcomeFactory(), ladder, people, now=NOW, calendar=Calendar())
    assert [one.who for one in step.told] == [MANAGER, CHAIR]


def test_the_last_level_hears_by_the_ladders_end_whatever_was_promised_below():
    promised = raised(1, acknowledged=NOW, ends=NOW, levels=3)
    outcome = PlannedOutcomeFactory(escalations=(promised,), level=1, cycle=1)
    (step,) = told(outcome)
    assert step.level == 3


def test_taken_straight_to_a_level_it_begins_a_round_of_its_own():
    outcome = at_level(3, cycle=2)
    (step,) = straight(
        outcome,
        LADDER,
        PeopleInMemory(),
        level=2,
        reason="The chair asked.",
        now=NOW,
        calendar=Calendar(),
    )
    assert (step.level, step.cycle, step.way, step.reason) == (2, 3, "down", "The chair asked.")


def test_an_escalation_climbs_the_edition_it_began_under():
    again = read_ladder("default", "2", as_plain(replace(LADDER, levels=LADDER.levels[:1])), "page")
    known = Ladders.of([again])
    begun = at_level(1, ladder="default", ladder_version=LADDER.version)
    assert len(known.climbed(begun).levels) == 3
    assert known.climbed(PlannedOutcomeFactory()).version == "2"


def test_what_is_urgent_and_what_is_sent_climb_ladders_of_their_own():
    known = Ladders.of(())
    assert known.climbed(PlannedOutcomeFactory(urgent=True)).name == "urgent"
    assert known.climbed(PlannedOutcomeFactory(origin="handover")).name == "handover"
    assert known.climbed(PlannedOutcomeFactory(origin="indicator")).name == "default"


def test_nobody_hears_twice_of_one_level():
    (step,) = told(at_level(2))
    assert len({one.who.id for one in step.told}) == len(step.told)


def test_unanswered_it_goes_up_in_the_same_round():
    (step,) = told(at_level(1))
    assert (step.level, step.cycle) == (2, 1)
    assert [one.who for one in step.told] == [SAFEGUARDING]


def test_a_promise_not_kept_goes_one_up_in_a_new_round():
    (step,) = told(at_level(1, acknowledged=NOW))
    assert (step.level, step.cycle) == (2, 2)


def test_at_the_top_it_is_said_again_for_as_long_as_nobody_acts():
    (step,) = told(at_level(3, cycle=4))
    assert (step.level, step.cycle) == (3, 5)
    assert CHAIR in [one.who for one in step.told]


def test_a_moved_date_begins_at_the_bottom():
    moved = replace(at_level(3, cycle=2), level=0)
    (step,) = told(moved)
    assert (step.level, step.cycle) == (1, 3)


def test_an_empty_level_goes_up_at_once_until_somebody_is_there():
    first, second, third = told(PlannedOutcomeFactory(), WORKER, MANAGER, SAFEGUARDING)
    assert [s.told != () for s in (first, second, third)] == [False, False, True]
    assert third.reason == "Nobody could be told at level 2"
    # Each of these is an event: whoever reads it must not wait at a level where nobody is.
    assert [first.next_at, second.next_at] == [NOW, NOW]
    assert third.next_at > NOW


def test_with_nobody_on_the_whole_ladder_it_still_has_a_next_time():
    last = told(PlannedOutcomeFactory(), WORKER, MANAGER, SAFEGUARDING, CHAIR)[-1]
    assert last.told == ()
    assert last.next_at > NOW


def test_told_in_the_week_before_christmas_the_holidays_do_not_count():
    evening = datetime(2026, 12, 23, 18, tzinfo=UTC)
    (step,) = told(PlannedOutcomeFactory(owner=str(WORKER.id)), now=evening)
    # Thursday 24 and Tuesday 29 December are the two working days.
    assert step.next_at == datetime(2026, 12, 30, tzinfo=UTC)


def test_a_ladder_whose_end_lies_beyond_its_limit_is_refused():
    plain = as_plain(LADDER) | {"ends_within": {"number": 3, "unit": "working_days"}}
    with pytest.raises(TableRefused, match="4 working days until the last one hears"):
        read_ladder("default", "2", plain, "page")


def test_every_ladder_that_ships_ends_within_twenty_working_days():
    for ladder in shipped_ladders().values():
        assert sum(level.wait.number for level in ladder.levels) <= 20


HEAD = '[edition]\nversion="1"\n'
WAIT = '{number=1,unit="working_days"}'


def one_level(who='["owner"]', channels='["inbox"]', again=WAIT):
    level = f"[[default.levels]]\nwho={who}\nchannels={channels}\nwait={WAIT}\n"
    return f"{HEAD}[default]\nagain={again}\n{level}"


@pytest.mark.parametrize(
    ("text", "entry", "fix"),
    [
        ("x = ", "", "this is not TOML"),
        ("[edition]\n", "edition", "add version"),
        (HEAD, "default", "add the ladder"),
        (f"{HEAD}[default]\n", "default", "levels"),
        (one_level(who='["the mayor"]'), "default", "choose from: owner"),
        (one_level(channels='["email"]'), "default", "add inbox"),
        (one_level(again='{number=1,unit="weeks"}'), "default", "working_days or hours"),
    ],
)
def test_a_ladder_that_cannot_be_climbed_is_refused_with_its_place_and_its_fix(text, entry, fix):
    with pytest.raises(TableRefused) as refused:
        read_ladders(text, "ours.toml")
    assert (refused.value.file, refused.value.entry) == ("ours.toml", entry)
    assert fix in refused.value.fix
