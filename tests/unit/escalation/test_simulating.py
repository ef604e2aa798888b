"""A year of a ladder is tried on invented people before real ones are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from escalation.in_force import Ladders
from escalation.practice import ENGLAND
from escalation.simulating import Assumed, simulate

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SMALL = Assumed(children=30, practitioners=6)


def simulated(assumed: Assumed = SMALL, days: int = 120, seed: int = 1):
    return simulate(
        days=days,
        start=START,
        ladders=Ladders.of(()),
        practice=ENGLAND,
        assumed=assumed,
        seed=seed,
    )


def test_the_same_seed_gives_the_same_year():
    assert simulated().as_json() == simulated().as_json()
    assert simulated().as_json() != simulated(seed=2).as_json()


def test_where_everything_is_done_in_time_nobody_hears_anything():
    told = simulated(replace(SMALL, in_time=100)).as_json()
    assert (told["ok"], told["escalations"], told["messages"]) == (True, 0, 0)


def test_where_nobody_ever_answers_the_last_level_hears_of_everything():
    told = simulated(replace(SMALL, answered=0, in_time=90)).as_json()
    by_level = told["by_level"]
    assert by_level["1"] == told["escalations"]
    assert by_level["3"] > by_level["1"]
    assert not told["ok"]


def test_what_is_promised_and_not_kept_goes_further_up():
    kept = simulated(replace(SMALL, answered=100, kept=100)).as_json()
    broken = simulated(replace(SMALL, answered=100, kept=0)).as_json()
    assert list(kept["by_level"]) == ["1"]
    assert broken["by_level"]["2"] > 0


def test_every_message_is_somebodys_and_on_a_day():
    done = simulated()
    names = {one.name for one in done.people.everybody}
    assert {name for name, _ in done.messages} <= names
    assert sum(done.messages.values()) == done.as_json()["messages"]
