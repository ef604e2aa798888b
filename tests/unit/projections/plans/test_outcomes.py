"""What is owed to a child, as it was known on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from events.occurred import Occurred
from events.recorded_event import Origin, Subject
from projections.child_record import ChildRecord
from projections.plans.due import due_soon
from projections.plans.kept import as_text, from_text
from projections.plans.outcomes import outcomes, overdue_days
from projections.plans.planned_outcome import PlannedOutcome
from tests.factories.events import CHILD, MOTHER, RecordedEventFactory, noon
from tests.factories.plans import OUTCOME, OutcomeEventFactory, OutcomePlannedFactory, outcome_id

LATER = date(2025, 1, 1)


def known(*events, on=LATER, at=None) -> tuple[PlannedOutcome, ...]:
    return outcomes(ChildRecord(child=CHILD, events=tuple(events)), on, at)


def the_one(*events, on=LATER, at=None) -> PlannedOutcome:
    (found,) = known(*events, on=on, at=at)
    return found


def imported(**more):
    """An outcome as a bare import has it: a sentence and no date."""
    more = {"day": date(2024, 6, 3), "recorded": noon(date(2024, 6, 5))} | more
    return OutcomePlannedFactory(
        content={"fact": "Must be examined."},
        agency="hospital",
        origin=Origin(source="invented", ref="row-1"),
        **more,
    )


@pytest.mark.parametrize(
    ("on", "state", "days"),
    [
        (date(2024, 6, 27), "planned", 0),
        (date(2024, 6, 28), "planned", 0),
        (date(2024, 6, 29), "overdue", 1),
        (date(2024, 7, 8), "overdue", 10),
    ],
)
def test_a_day_is_in_time_until_its_end(on, state, days):
    outcome = the_one(OutcomePlannedFactory(), on=on)
    assert (outcome.state, overdue_days(outcome, on)) == (state, days)


def test_the_end_of_a_summer_day_is_the_civil_one():
    due = date(2024, 6, 28)
    before = datetime(2024, 6, 28, 22, 59, tzinfo=UTC)
    planned = OutcomePlannedFactory()
    assert the_one(planned, on=due, at=before).state == "planned"
    midnight = before + timedelta(minutes=1)
    assert the_one(planned, on=due + timedelta(days=1), at=midnight).state == "overdue"


@pytest.mark.parametrize(
    ("at", "state"), [("2024-06-28T09:29:00Z", "planned"), ("2024-06-28T09:30:00Z", "overdue")]
)
def test_what_is_owed_by_an_instant_is_late_from_that_instant(at, state):
    planned = OutcomePlannedFactory(due="2024-06-28T09:30:00Z")
    moment = datetime.fromisoformat(at)
    assert the_one(planned, on=moment.date(), at=moment).state == state


def test_nothing_is_owed_before_it_was_learned_of():
    assert known(OutcomePlannedFactory(), on=date(2024, 6, 2)) == ()


def test_the_first_date_is_kept_beside_the_moved_one_with_who_and_why():
    moved = OutcomeEventFactory(
        position=101,
        version=2,
        day=date(2024, 6, 20),
        says={"to": "2024-07-26", "reason": "The group starts later."},
    )
    outcome = the_one(OutcomePlannedFactory(), moved)
    assert (outcome.due, outcome.original_due) == (date(2024, 7, 26), date(2024, 6, 28))
    (move,) = outcome.moves
    assert (move.was, move.reason) == (date(2024, 6, 28), "The group starts later.")


def test_a_moved_date_sends_the_ladder_back_to_its_foot_and_lets_it_wait_for_that_day():
    told = {"level": 2, "cycle": 1, "to": [], "next_step": "2024-07-03T23:00:00Z"}
    raised = OutcomeEventFactory(
        position=101, version=2, day=date(2024, 7, 1), kind="escalation_raised", says=told
    )
    before = the_one(OutcomePlannedFactory(), raised)
    assert (before.level, before.next_at) == (2, datetime(2024, 7, 3, 23, tzinfo=UTC))
    moved = OutcomeEventFactory(
        position=102, version=3, day=date(2024, 7, 2), says={"to": "2024-07-26", "reason": "Ill."}
    )
    after = the_one(OutcomePlannedFactory(), raised, moved)
    assert (after.level, after.next_at) == (0, datetime(2024, 7, 26, 23, tzinfo=UTC))
    # What people were told stays; the next round is another one.
    assert (len(after.escalations), after.cycle) == (1, 1)


def test_a_new_owner_does_not_move_the_date():
    given = OutcomeEventFactory(
        position=101, version=2, day=date(2024, 6, 20), says={"owner": "Another", "reason": "Left."}
    )
    outcome = the_one(OutcomePlannedFactory(), given)
    assert (outcome.owner, outcome.due, outcome.moves) == ("Another", date(2024, 6, 28), ())


def test_an_imported_outcome_without_a_date_falls_due_for_review_ten_days_after_it_was_learned():
    outcome = the_one(imported(), on=date(2024, 6, 14))
    assert (outcome.due, outcome.state) == (date(2024, 6, 13), "overdue")
    assert the_one(imported(), on=date(2024, 6, 13)).state == "planned"


def test_a_review_that_names_no_outcome_closes_none():
    review = RecordedEventFactory(
        position=101,
        day=date(2024, 6, 10),
        kind="outcome_reviewed",
        content={"fact": "Asked the clinic again.", "result": "achieved"},
        origin=Origin(source="invented", ref="row-2"),
    )
    assert the_one(imported(), review).state == "overdue"


@pytest.mark.parametrize("names", ["row-1", str(OUTCOME)])
def test_a_review_that_names_its_outcome_and_the_change_closes_it(names):
    review = RecordedEventFactory(
        position=101,
        day=date(2024, 6, 10),
        kind="outcome_reviewed",
        content={"outcome": names, "result": "achieved", "evidence_of_change": ["row-9"]},
        origin=Origin(source="invented", ref="row-2"),
    )
    outcome = the_one(imported(), review)
    assert (outcome.state, outcome.evidence_of_change) == ("achieved", ("row-9",))


def test_the_same_row_of_another_import_is_another_outcome():
    review = RecordedEventFactory(
        position=101,
        day=date(2024, 6, 10),
        kind="outcome_reviewed",
        content={"outcome": "row-1", "result": "achieved", "evidence_of_change": ["row-9"]},
        origin=Origin(source="another", ref="row-2"),
    )
    assert the_one(imported(), review).state == "overdue"


def test_achieved_without_evidence_of_change_is_not_achieved():
    review = OutcomeEventFactory(
        position=101,
        version=2,
        kind="outcome_reviewed",
        day=date(2024, 6, 10),
        says={"result": "achieved", "evidence_of_change": []},
    )
    assert the_one(OutcomePlannedFactory(), review).state == "overdue"


def death(position=200, day=date(2024, 8, 3), **more):
    return RecordedEventFactory(
        position=position, day=day, kind="death", **{"content": {"place": "hospital"}} | more
    )


def test_a_childs_death_ends_the_childs_open_clocks_and_is_the_reason():
    outcome = the_one(OutcomePlannedFactory(), death())
    assert (outcome.state, outcome.closed_by) == ("withdrawn", "200")
    assert "200" in outcome.closed_because
    assert outcome.closed_on == date(2024, 8, 3)


def test_it_is_still_open_on_the_day_before_the_death():
    assert the_one(OutcomePlannedFactory(), death(), on=date(2024, 8, 2)).state == "overdue"


def test_the_death_of_somebody_else_ends_nothing():
    of_the_mother = death(
        content={"who_died": str(MOTHER)},
        subjects=(Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="named")),
    )
    assert the_one(OutcomePlannedFactory(), of_the_mother).open


def test_an_outcome_that_reaches_the_log_after_the_death_is_ended_by_it_too():
    late = OutcomePlannedFactory(position=300, recorded=noon(date(2024, 9, 1)))
    assert the_one(death(), late).state == "withdrawn"


def test_a_closure_does_not_end_what_was_learned_after_it():
    closed = RecordedEventFactory(
        position=90, day=date(2024, 6, 1), kind="closure", content={"type": "all"}
    )
    assert the_one(closed, OutcomePlannedFactory()).open


def test_the_end_of_one_service_leaves_what_others_owe():
    closed = RecordedEventFactory(
        position=190,
        day=date(2024, 6, 20),
        kind="closure",
        content={"type": "service"},
        agency="Youth club",
    )
    assert the_one(OutcomePlannedFactory(), closed).open


def test_a_death_struck_out_lets_the_clocks_run_on():
    undone = RecordedEventFactory(
        position=201,
        day=date(2024, 8, 4),
        kind="entry_struck_out",
        content={"entry": "200", "reason": "Written for the wrong child."},
    )
    assert the_one(OutcomePlannedFactory(), death(), undone).open


def test_an_outcome_struck_out_stays_listed_with_the_reason():
    undone = RecordedEventFactory(
        position=201,
        day=date(2024, 8, 4),
        kind="entry_struck_out",
        content={"entry": "100", "reason": "Twice."},
    )
    outcome = the_one(OutcomePlannedFactory(), undone)
    assert (outcome.state, outcome.closed_by) == ("withdrawn", "201")


def test_a_date_corrected_counts_as_corrected():
    corrected = RecordedEventFactory(
        position=150,
        day=date(2024, 6, 4),
        kind="entry_corrected",
        content={
            "entry": "100",
            "reason": "The plan says July.",
            "content": dict(OutcomePlannedFactory(due="2024-07-28").content),
            "occurred": Occurred.day(date(2024, 6, 3)).as_json(),
        },
    )
    assert the_one(OutcomePlannedFactory(), corrected).due == date(2024, 7, 28)


@pytest.mark.parametrize(("days", "historic"), [(30, False), (31, True)])
def test_what_was_learned_long_before_it_was_recorded_is_history(days, historic):
    recorded = noon(date(2024, 6, 3) + timedelta(days=days))
    outcome = the_one(imported(recorded=recorded))
    assert outcome.historic is historic
    assert (outcome.next_at is None) is historic


@pytest.mark.parametrize(("days", "historic"), [(30, False), (31, True)])
def test_a_date_that_ran_when_it_came_in_is_owed_however_old_the_plan(days, historic):
    recorded = noon(date(2024, 9, 1) + timedelta(days=days))
    assert the_one(OutcomePlannedFactory(due="2024-09-01", recorded=recorded)).historic is historic


def test_a_sibling_of_another_plan_brings_no_outcome_of_its_own():
    of_a_sibling = OutcomePlannedFactory(
        outcome=outcome_id(7), subjects=(Subject(person=outcome_id(8), role="child"),)
    )
    assert known(of_a_sibling) == ()


def test_an_acknowledgement_rests_the_ladder_until_the_date_promised():
    told = OutcomeEventFactory(
        position=101,
        version=2,
        day=date(2024, 6, 29),
        kind="escalation_raised",
        says={"level": 1, "cycle": 1, "to": ["u1"], "next_step": "2024-07-03T23:00:00Z"},
    )
    heard = OutcomeEventFactory(
        position=102,
        version=3,
        day=date(2024, 7, 1),
        kind="escalation_acknowledged",
        says={
            "level": 1,
            "cycle": 1,
            "understood": "Nobody went.",
            "will_do": "Go.",
            "by_when": "2024-07-05",
        },
    )
    before = the_one(OutcomePlannedFactory(), told)
    assert before.next_at == datetime(2024, 7, 3, 23, tzinfo=UTC)
    after = the_one(OutcomePlannedFactory(), told, heard)
    assert after.next_at == datetime(2024, 7, 5, 23, tzinfo=UTC)
    (raised,) = after.escalations
    assert (raised.will_do, raised.acknowledged is not None) == ("Go.", True)
    assert from_text(as_text(after)) == after


def test_what_is_still_owed_is_never_read_as_done():
    owed, ended = (
        the_one(OutcomePlannedFactory(), on=date(2024, 6, 27)),
        replace(the_one(OutcomePlannedFactory(), on=date(2024, 6, 27)), state="achieved"),
    )
    assert owed.said == f"Still owed: {owed.desired}"
    assert ended.said == owed.desired
    assert "no desired outcome is recorded" in replace(owed, desired="").said


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 30), "due Monday 30 November 2026"),
        (date(2027, 1, 4), "due Monday 4 January 2027"),
        (datetime(2026, 6, 1, 13, 30, tzinfo=UTC), "due Monday 1 June 2026, 14:30"),
        (None, "no date"),
    ],
)
def test_a_card_says_by_when_with_the_day_of_the_week(due, words):
    assert due_soon(due) == words
