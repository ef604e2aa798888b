"""What is overdue reaches the right people once, whoever sweeps and however often."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, update

from escalation.deciding import Decided, acknowledge, move, resolve
from escalation.running.deciding_on import held
from escalation.running.health import sweep_health
from escalation.running.sweep import sweep
from events.log.append import event_log
from events.recorded_event import Origin
from projections.child_record import gather
from projections.plans.outcomes import fold_all
from projections.stored.models.planned_outcome import PLANNED_OUTCOME
from service.migrating import open_database
from tests.contract.following_through import FollowingThrough
from tests.factories.events import CHILD
from tests.factories.plans import OUTCOME, outcome_id
from tests.fakes.people import CHAIR, MANAGER, SAFEGUARDING, WORKER

if TYPE_CHECKING:
    from events.log.database import Database

# Monday 23 March 2026 is the first day; Good Friday is 3 April, Easter Monday 6 April.
FRIDAY = "2026-03-27"
JUST_BEFORE = "2026-03-27T23:59:59Z"
JUST_AFTER = "2026-03-28T00:00:00Z"


@pytest.fixture
def it(database: Database) -> FollowingThrough:
    return FollowingThrough(database)


def decided(it: FollowingThrough, by=WORKER) -> Decided:
    return Decided(actor=f"user:{by.id}", agency=by.agency, by=str(by.id), now=it.clock.now())


def answer(it: FollowingThrough, decide, **said):
    """Decide on the outcome as an action of the service does."""
    with it.database.writing() as connection:
        outcome = held(connection, event_log(connection), OUTCOME, now=it.clock.now())
    assert outcome is not None
    it.append(decide(outcome, decided(it), **said), stream=OUTCOME, decided_on=outcome.version)


def test_nobody_is_told_before_the_day_is_over(it):
    it.plan(FRIDAY)
    assert it.sweep(JUST_BEFORE).raised == 0
    assert it.inboxes() == []


def test_the_owner_and_the_manager_hear_when_the_day_is_over(it):
    it.plan(FRIDAY)
    swept = it.sweep(JUST_AFTER)
    assert (swept.due, swept.raised, swept.deliveries) == (1, 1, 2)
    assert {recipient for recipient, _ in it.inboxes()} == {WORKER.id, MANAGER.id}
    assert len(it.outbox()) == 2


def test_sweeping_again_tells_nobody_twice(it):
    it.plan(FRIDAY)
    it.sweep(JUST_AFTER)
    again = it.sweep()
    assert (again.due, again.raised, again.stepped_up) == (0, 0, 0)
    assert len(it.escalations()) == 1


def test_one_sweep_tells_all_that_is_due_though_it_is_more_than_a_batch(it, monkeypatch):
    monkeypatch.setattr("escalation.running.raising.BATCH", 2)
    for number in range(5):
        it.plan(FRIDAY, stream=outcome_id(number))
    swept = it.sweep(JUST_AFTER)
    assert (swept.due, swept.raised, len(it.escalations())) == (5, 5, 5)


def test_two_sweepers_raise_one_escalation(it):
    others = 4
    for number in range(20):
        it.plan(FRIDAY, stream=outcome_id(number))
    it.clock.set(JUST_AFTER)
    start = Barrier(others)
    swept = []

    def one() -> None:
        own = open_database(it.database.url)
        start.wait()
        swept.append(sweep(own, it.people, it.clock))
        own.close()

    threads = [Thread(target=one) for _ in range(others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(swept) == others
    assert sum(one.raised for one in swept) == 20
    assert len(it.escalations()) == 20
    assert len(it.inboxes()) == 40


def test_unacknowledged_for_two_working_days_the_safeguarding_lead_hears(it):
    it.plan(FRIDAY)
    it.sweep(JUST_AFTER)
    # Saturday counts from Monday as day 0; two working days end with Wednesday 1 April.
    assert it.sweep("2026-04-01T22:59:59Z").stepped_up == 0
    swept = it.sweep("2026-04-01T23:00:00Z")
    assert (swept.raised, swept.stepped_up) == (0, 1)
    assert it.inboxes()[-1] == (SAFEGUARDING.id, 2)


def test_easter_is_not_counted_against_anybody(it):
    it.plan("2026-04-01")
    # Told as Thursday begins; the two working days are the Tuesday and Wednesday after Easter.
    it.sweep("2026-04-01T23:00:00Z")
    assert it.sweep("2026-04-08T22:59:59Z").stepped_up == 0
    assert it.sweep("2026-04-08T23:00:00Z").stepped_up == 1


def test_nobody_answering_the_ladder_does_not_end(it):
    it.plan(FRIDAY)
    for day in range(28, 59):
        month, of_month = (3, day) if day <= 31 else (4, day - 31)
        if of_month <= 30:
            it.sweep(f"2026-{month:02}-{of_month:02}T12:00:00Z")
    levels = [level for _, level, _ in it.escalations()]
    assert levels[:3] == [1, 2, 3]
    assert set(levels[3:]) == {3}
    assert len(levels) > 7
    (outcome,) = it.stored().values()
    assert outcome.next_at is not None


def test_a_level_with_nobody_goes_up_at_once_and_says_so(it):
    it.people.gone |= {WORKER, MANAGER}
    it.plan(FRIDAY)
    swept = it.sweep(JUST_AFTER)
    assert (swept.raised, swept.stepped_up) == (1, 1)
    assert it.escalations() == [(1, 1, ()), (1, 2, (SAFEGUARDING.name,))]
    (outcome,) = it.stored().values()
    assert "level 1" in outcome.escalations[1].reason


def test_with_nobody_at_all_it_is_tried_again_and_never_forgotten(it):
    it.people.gone |= {WORKER, MANAGER, SAFEGUARDING, CHAIR}
    it.plan(FRIDAY)
    it.sweep(JUST_AFTER)
    assert [level for _, level, _ in it.escalations()] == [1, 2, 3]
    it.people.gone = {WORKER, MANAGER, SAFEGUARDING}
    it.sweep("2026-04-01T12:00:00Z")
    assert it.escalations()[-1] == (2, 3, (CHAIR.name,))


def test_after_days_without_a_sweep_everything_is_caught_up_once(it):
    for number in range(120):
        it.plan(FRIDAY, stream=outcome_id(number))
    swept = it.sweep("2026-05-20T08:00:00Z")
    assert (swept.due, swept.raised, swept.stepped_up) == (120, 120, 0)
    assert it.sweep().due == 0


class TestAnswering:
    def test_an_acknowledgement_rests_the_ladder_and_lapses_on_the_date_promised(self, it):
        it.plan(FRIDAY)
        it.sweep(JUST_AFTER)
        it.clock.set("2026-03-30T09:00:00Z")
        answer(
            it,
            acknowledge,
            understood="The assessment was not asked for.",
            will_do="Ask the clinic today.",
            by_when=it.clock.now().date().replace(month=4, day=10),
        )
        assert it.sweep("2026-04-10T22:59:59Z").due == 0
        swept = it.sweep("2026-04-10T23:00:00Z")
        assert swept.stepped_up == 1
        assert it.escalations()[-1] == (2, 2, (SAFEGUARDING.name,))

    def test_what_was_done_is_cited_and_ends_it(self, it):
        it.plan(FRIDAY)
        it.sweep(JUST_AFTER)
        answer(it, resolve, reason="Breakfast every day for a month.", entries=["7"])
        (outcome,) = it.stored().values()
        assert (outcome.state, outcome.evidence_of_change) == ("achieved", ("7",))
        assert outcome.escalations[0].resolved is not None
        assert it.sweep("2026-06-01T09:00:00Z").due == 0

    def test_a_moved_date_that_passes_again_is_escalated_again(self, it):
        it.plan(FRIDAY)
        it.sweep(JUST_AFTER)
        april = it.clock.now().date().replace(month=4, day=17)
        answer(it, move, to=april, reason="Half-term.")
        assert it.sweep("2026-04-17T22:59:59Z").due == 0
        assert it.sweep("2026-04-17T23:00:00Z").raised == 1
        assert [(cycle, level) for cycle, level, _ in it.escalations()] == [(1, 1), (2, 1)]


class TestWhatIsNotChased:
    def test_an_old_case_that_is_imported_alarms_nobody(self, it):
        on = it.clock.now().date().replace(year=2007)
        it.record(
            "outcome_planned",
            stream=OUTCOME,
            on=on,
            content={"fact": "Must be examined."},
            origin=Origin(source="invented", ref="row-1"),
        )
        assert it.sweep("2026-06-01T09:00:00Z").due == 0
        (outcome,) = it.owed()
        assert (outcome.state, outcome.historic) == ("overdue", True)

    def test_what_is_owed_to_a_child_who_died_is_not_chased(self, it):
        it.plan(FRIDAY)
        it.sweep(JUST_AFTER)
        it.record("death", content={})
        assert it.sweep("2026-06-01T09:00:00Z").due == 0
        (outcome,) = it.stored().values()
        assert (outcome.state, outcome.next_at) == ("withdrawn", None)


class TestTriggers:
    def test_violence_near_a_baby_opens_a_duty_with_an_owner_by_itself(self, it):
        it.family()
        it.incident()
        assert it.sweep().opened == 1
        (outcome,) = it.stored().values()
        assert (outcome.origin, outcome.owner, str(outcome.due)) == (
            "trigger",
            str(MANAGER.id),
            "2026-03-24",
        )

    def test_it_is_opened_once_however_often_the_record_is_looked_at(self, it):
        it.family()
        it.incident()
        assert [it.sweep().opened for _ in range(3)] == [1, 0, 0]
        assert len(it.owed()) == 1

    def test_not_decided_in_time_it_is_escalated(self, it):
        it.family()
        it.incident()
        it.sweep()
        assert it.sweep("2026-03-24T23:59:59Z").raised == 0
        assert it.sweep("2026-03-25T00:00:00Z").raised == 1

    def test_learned_of_and_late_before_the_first_sweep_it_is_opened_and_raised_at_once(self, it):
        it.family()
        it.incident()
        swept = it.sweep("2026-03-26T09:00:00Z")
        assert (swept.opened, swept.raised) == (1, 1)

    def test_a_decision_recorded_a_moment_ago_is_not_chased(self, it):
        it.family()
        happened = it.incident()
        it.sweep()
        self.discuss(it, happened.entry_id)
        swept = it.sweep("2026-03-26T09:00:00Z")
        assert swept.raised == 0
        (outcome,) = it.stored().values()
        assert (outcome.state, outcome.satisfied_by) == ("achieved", "strategy_discussion")

    def test_a_decision_struck_out_is_owed_again_and_escalated(self, it):
        it.family()
        happened = it.incident()
        it.sweep()
        decision = self.discuss(it, happened.entry_id)
        it.sweep("2026-03-26T09:00:00Z")
        it.record(
            "entry_struck_out",
            content={"entry": decision.entry_id, "reason": "Another child's."},
        )
        swept = it.sweep("2026-03-26T10:00:00Z")
        assert (swept.opened, swept.raised) == (1, 1)
        (outcome,) = it.owed()
        assert outcome.state == "overdue"

    def discuss(self, it, about):
        return it.record(
            "strategy_discussion",
            content={
                "agencies_present": ["Police"],
                "took_part": ["social_care", "police", "health"],
                "about": [about],
                "decision": "A joint enquiry begins.",
                "s47": "continues",
                "reason": "A baby was in the home.",
            },
        )


class TestClocksThatEntriesStart:
    CONFERENCE = {
        "type": "initial",
        "agencies_present": ["Police"],
        "quorate": "yes",
        "decision": "plan_made",
    }
    ENDED = {
        "type": "child_protection",
        "why": "no_longer_needed",
        "reason": "The father has left and the change has held.",
        "evidence_of_change": [],
    }

    def conference_told(self, it):
        """
        A conference whose decisions and record went out, so that only what it asked for is owed.
        """
        it.record("conference_held", content=self.CONFERENCE)
        for purpose in ("conference_decisions", "conference_record"):
            sent = {"to": ["Police"], "what": "All of it.", "basis": "legal_duty"}
            sent |= {"purpose": purpose, "receipt_confirmed": "yes"}
            it.record("information_shared", content=sent)

    def test_a_conference_that_makes_a_plan_opens_its_clocks_once_with_an_owner(self, it):
        it.family()
        it.record("conference_held", content=self.CONFERENCE)
        assert [it.sweep().opened for _ in range(2)] == [6, 0]
        clocks = {one.practice_id: one for one in it.stored().values()}
        assert sorted(clocks) == ["T09", "T11", "T13", "T17", "T18", "T30"]
        assert str(clocks["T09"].due) == "2026-04-08"

    def test_a_core_group_that_was_not_held_in_time_is_escalated(self, it):
        it.family()
        self.conference_told(it)
        it.sweep()
        assert it.sweep("2026-04-08T22:59:59Z").raised == 0
        # The core group, and the visit that was owed by the same day.
        assert it.sweep("2026-04-08T23:00:00Z").raised == 2

    def test_a_plan_that_ended_ends_its_clocks_and_calls_nothing_achieved(self, it):
        it.family()
        self.conference_told(it)
        it.sweep()
        it.record("plan_ended", content=self.ENDED)
        swept = it.sweep("2026-04-10T09:00:00Z")
        assert swept.raised == 0
        of_the_plan = [
            o for o in it.stored().values() if o.practice_id in {"T09", "T11", "T13", "T30"}
        ]
        assert [one.state for one in of_the_plan] == ["withdrawn"] * 4

    def test_an_ending_that_is_struck_out_sets_the_clocks_going_again(self, it):
        it.family()
        it.record("conference_held", content=self.CONFERENCE)
        it.sweep()
        ended = it.record("plan_ended", content=self.ENDED)
        it.sweep("2026-04-07T09:00:00Z")
        it.record(
            "entry_struck_out",
            content={"entry": ended.entry_id, "reason": "Another child's."},
        )
        assert it.sweep("2026-04-10T09:00:00Z").raised == 2
        assert {one.state for one in it.owed()} >= {"overdue", "planned"}


class TestPoison:
    def test_one_outcome_that_cannot_be_told_holds_up_no_other(self, it):
        for number in range(3):
            it.plan(FRIDAY, stream=outcome_id(number))
        with it.database.writing() as connection:
            connection.execute(
                update(PLANNED_OUTCOME)
                .where(PLANNED_OUTCOME.c.id == outcome_id(1))
                .values(body=PLANNED_OUTCOME.c.body + "}")
            )
        swept = it.sweep(JUST_AFTER)
        assert (swept.raised, swept.troubles) == (2, 1)
        with it.database.reading() as connection:
            told = sweep_health(connection, it.clock.now())
        assert (told["ok"], told["troubles"]) == (False, 1)

    def test_it_is_tried_again_by_every_sweep_until_it_can_be_told(self, it):
        it.plan(FRIDAY)
        with it.database.writing() as connection:
            row = update(PLANNED_OUTCOME).values(body=PLANNED_OUTCOME.c.body + "}")
            connection.execute(row)
        it.sweep(JUST_AFTER)
        with it.database.writing() as connection:
            body = PLANNED_OUTCOME.c.body
            mended = func.substr(body, 1, func.length(body) - 1)
            connection.execute(update(PLANNED_OUTCOME).values(body=mended))
        swept = it.sweep("2026-03-28T00:01:00Z")
        assert (swept.raised, swept.troubles) == (1, 0)
        with it.database.reading() as connection:
            assert sweep_health(connection, it.clock.now())["ok"]

    def test_a_child_whose_record_cannot_be_judged_is_loud(self, it, monkeypatch):
        it.family()
        it.incident()

        def broken(*_, **__):
            raise ZeroDivisionError

        with monkeypatch.context() as patched:
            patched.setattr("escalation.running.opened.opened_or_opening", broken)
            assert it.sweep().troubles == 1
        swept = it.sweep()
        assert (swept.opened, swept.troubles) == (1, 0)


def test_what_is_kept_of_outcomes_is_what_the_log_says(it):
    it.family()
    it.incident()
    it.plan(FRIDAY)
    for day in ("26T09", "28T00", "31T12"):
        it.sweep(f"2026-03-{day}:00:00Z")
    with it.database.reading() as connection:
        record = gather(event_log(connection), CHILD)
    assert it.stored() == fold_all(CHILD, record.events)


class TestWhatOpensByTime:
    PLAN = {
        "type": "child_protection",
        "agencies": ["Police"],
        "contingency": "Back to the conference.",
    }

    def test_a_child_nobody_has_seen_for_four_weeks_is_noticed_though_nothing_was_recorded(
        self, it
    ):
        it.family()
        it.record("plan_agreed", content=self.PLAN)
        it.sweep()
        it.sweep("2026-04-20T22:59:00Z")
        assert not {one.practice_id for one in it.stored().values()} & {"T43"}

        swept = it.sweep("2026-04-20T23:00:00Z")

        (late,) = [one for one in it.stored().values() if one.practice_id == "T43"]
        assert (str(late.due), str(late.opened)) == ("2026-04-20", "2026-04-21")
        assert swept.raised >= 1

    def test_a_conference_on_another_day_moves_what_is_owed_before_it(self, it):
        it.family()
        called = {"type": "review", "invited": ["Hospital"], "on": "2026-05-29"}
        made = it.record("conference_called", content=called)
        it.sweep()
        before = {one.practice_id: one for one in it.stored().values()}["T16"]
        it.record(
            "entry_corrected",
            content={
                "entry": made.entry_id,
                "content": called | {"on": "2026-05-22"},
                "reason": "It is a week earlier.",
            },
        )
        it.sweep("2026-03-24T09:00:00Z")

        after = {one.practice_id: one for one in it.stored().values()}["T16"]
        assert (str(before.due), str(after.due)) == ("2026-05-21", "2026-05-15")
        assert (after.original_due, len(after.moves)) == (before.due, 1)
