"""The hourly count: whatever the sweep's own table forgets, the log still owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, update

from escalation.deciding import Decided, acknowledge, move
from escalation.recount import KINDS, Recount
from escalation.running.complete import GRACE, check_completeness, last_checks
from escalation.running.deciding_on import held
from escalation.running.health import escalation_health
from events.log.append import event_log
from projections.stored.models.planned_outcome import PLANNED_OUTCOME
from tests.contract.following_through import FollowingThrough
from tests.factories.plans import OUTCOME, outcome_id
from tests.fakes.people import SAFEGUARDING, WORKER

if TYPE_CHECKING:
    from events.log.database import Database

FRIDAY = "2026-03-27"
MUCH_LATER = "2026-03-30T09:00:00Z"


@pytest.fixture
def it(database: Database) -> FollowingThrough:
    return FollowingThrough(database)


def count(it):
    return check_completeness(it.database, it.people, now=it.clock.now())


def tamper(it, statement):
    with it.database.writing() as connection:
        connection.execute(statement)


def said(it):
    with it.database.reading() as connection:
        return escalation_health(connection, it.clock.now(), channels=("email",))["missed"]


def test_where_all_is_well_it_finds_nothing_and_says_nothing(it):
    it.plan(FRIDAY)
    it.sweep(MUCH_LATER)
    assert count(it) == []
    assert said(it) == []


def test_a_clock_that_was_lost_is_set_again_and_its_people_are_told(it):
    it.plan(FRIDAY)
    tamper(it, update(PLANNED_OUTCOME).values(next_at=None))
    assert it.sweep(MUCH_LATER).raised == 0
    (missing,) = count(it)
    assert (missing.outcome, missing.what) == (OUTCOME, "nobody was told")
    assert [level for _, level, _ in it.escalations()] == [1]
    assert "1 things owed" in said(it)[0]
    assert count(it) == []


def test_a_row_that_vanished_is_folded_again(it):
    it.plan(FRIDAY)
    it.plan("2026-12-01", stream=outcome_id(1))
    tamper(it, delete(PLANNED_OUTCOME))
    it.clock.set(MUCH_LATER)
    count(it)
    assert len(it.stored()) == 2
    assert [level for _, level, _ in it.escalations()] == [1]


def test_a_ladder_that_stands_still_goes_on(it):
    it.plan(FRIDAY)
    it.sweep(MUCH_LATER)
    tamper(it, update(PLANNED_OUTCOME).values(next_at=None))
    it.sweep("2026-04-02T09:00:00Z")
    (missing,) = count(it)
    assert missing.what == "its ladder stands still"
    assert it.inboxes()[-1] == (SAFEGUARDING.id, 2)


def test_the_count_agrees_with_the_sweep_through_an_answer_and_a_move(it):
    def decide(decision, **more):
        by = Decided(
            actor=f"user:{WORKER.id}",
            agency=WORKER.agency,
            by=str(WORKER.id),
            now=it.clock.now(),
        )
        with it.database.writing() as connection:
            outcome = held(connection, event_log(connection), OUTCOME, now=it.clock.now())
        it.append(decision(outcome, by, **more), stream=OUTCOME)

    it.plan(FRIDAY)
    it.sweep(MUCH_LATER)
    day = it.clock.now().date().replace(month=4, day=9)
    decide(acknowledge, understood="Late.", will_do="Visit.", by_when=day)
    assert clocks(it) == kept(it)
    decide(move, to=day.replace(day=20), reason="The school is closed.")
    assert clocks(it) == kept(it)


def clocks(it):
    with it.database.reading() as connection:
        log = event_log(connection)
        counted = Recount()
        for event in log.of_kinds(KINDS):
            counted.take(event)
        return counted.clocks()


def kept(it):
    return {id_: outcome.next_at for id_, outcome in it.stored().items()}


def test_what_is_not_missed_yet_is_left_to_the_sweep(it):
    it.plan(FRIDAY)
    it.clock.set("2026-03-28T00:00:00Z")
    it.clock.forward(seconds=int(GRACE.total_seconds()) - 1)
    assert count(it) == []
    with it.database.reading() as connection:
        assert last_checks(connection)["completeness"]["outcomes"] == 1
