"""A sweep that has stopped is noticed, however it stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from escalation.running.health import sweep_health
from escalation.running.heartbeat import begins_anew
from projections.plans.due import due_text
from tests.contract.following_through import FollowingThrough

if TYPE_CHECKING:
    from events.log.database import Database


@pytest.fixture
def it(database: Database) -> FollowingThrough:
    return FollowingThrough(database)


def health(it):
    with it.database.reading() as connection:
        return sweep_health(connection, it.clock.now())


def test_a_sweep_that_lives_is_well(it):
    it.sweep()
    it.clock.forward(minutes=2, seconds=59)
    assert health(it)["ok"]


def test_a_worker_that_was_never_started_is_as_loud_as_one_that_died(it):
    never = health(it)
    it.sweep()
    it.clock.forward(minutes=3)
    died = health(it)
    assert (never["ok"], died["ok"]) == (False, False)
    assert "throughline worker" in never["wrong"][0]
    assert "No sweep has finished" in died["wrong"][0]


def test_a_sweep_that_stops_half_way_is_not_a_heartbeat(it, monkeypatch):
    it.sweep()

    def broken(*_, **__):
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("escalation.running.sweep.raise_what_is_due", broken)
        it.clock.forward(minutes=1)
        with pytest.raises(ZeroDivisionError):
            it.sweep()
        assert "ZeroDivisionError" in health(it)["wrong"][0]
    it.sweep()
    assert health(it)["ok"]


def test_sweeps_that_all_stop_half_way_never_count_as_the_last_one_that_was_done(it, monkeypatch):
    it.sweep()
    done = it.clock.now()

    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("escalation.running.sweep.raise_what_is_due", broken)
    for _ in range(3):
        it.clock.forward(minutes=1)
        with pytest.raises(ZeroDivisionError):
            it.sweep()

    said = health(it)
    assert said["last"] == due_text(done)
    assert f"No sweep has finished since {due_text(done)}" in said["wrong"][0]


def test_a_sweep_that_hangs_is_noticed(it, monkeypatch):
    it.sweep()
    with monkeypatch.context() as patched:
        patched.setattr("escalation.running.sweep.ended", lambda *_, **__: None)
        for _ in range(3):
            it.clock.forward(minutes=1)
            it.sweep()
    assert not health(it)["ok"]


def test_a_clock_set_back_does_not_look_like_health(it):
    it.sweep()
    it.clock.forward(days=-2)
    assert not health(it)["ok"]


def test_who_sweeps_by_a_clock_that_was_set_back_never_looks_well(it):
    it.sweep()
    it.clock.forward(days=-365)
    for _ in range(3):
        it.clock.forward(minutes=1)
        it.sweep()
    assert "ahead of the clock" in health(it)["wrong"][0]
    begins_anew(it.database)
    it.sweep()
    assert health(it)["ok"]


def test_health_names_nobody(it):
    it.plan("2026-03-20")
    it.sweep()
    said = str(health(it))
    for word in ("Invented", "Meals", "social care"):
        assert word not in said
