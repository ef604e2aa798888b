"""What a mandatory trigger opens for a baby, by itself, and what ends it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from escalation.limit import Unit
from escalation.owed import owed
from escalation.practice import timescales
from events.recorded_event import Origin, Subject
from projections.child_record import ChildRecord
from projections.plans.due import REVIEW_AFTER_DAYS
from projections.plans.ids import opened_by_rule
from projections.plans.outcomes import overdue_days
from tests.factories.events import (
    CHILD,
    MOTHER,
    PARTNER,
    RecordedEventFactory,
    family,
    noon,
)
from tests.factories.plans import OutcomeEventFactory, OutcomePlannedFactory

FRIDAY = date(2024, 6, 14)


def incident(position=50, day=FRIDAY, **more):
    return RecordedEventFactory(
        position=position,
        day=day,
        kind="domestic_abuse_incident",
        agency="Police",
        content={"fact": "Police called at night.", "children_present": "no"},
        subjects=(
            Subject(person=CHILD, role="child"),
            Subject(person=MOTHER, role="harmed"),
            Subject(person=PARTNER, role="harmed_by"),
        ),
        **more,
    )


ALL_THREE = {"took_part": ["social_care", "police", "health"]}


def discussion(day, position=60, *, took_part=ALL_THREE, **more):
    more = {"content": {"decision": "A joint enquiry begins.", "about": ["50"]}} | more
    if more.get("origin") is None:
        more["content"] = took_part | more["content"]
    return RecordedEventFactory(position=position, day=day, kind="strategy_discussion", **more)


def triggered(*events, on, at=None):
    record = ChildRecord(child=CHILD, events=(*family(), *events))
    return [outcome for outcome in owed(record, on, at=at) if outcome.origin == "trigger"]


def test_one_incident_near_a_baby_opens_a_duty_due_on_the_next_working_day():
    (outcome,) = triggered(incident(), on=FRIDAY)
    assert (outcome.practice_id, outcome.due, outcome.state) == (
        "T23",
        date(2024, 6, 17),
        "planned",
    )
    assert outcome.evidence == ("50",)
    assert outcome.responsible
    assert not outcome.stored


def test_it_is_overdue_when_that_day_has_passed():
    (outcome,) = triggered(incident(), on=date(2024, 6, 18))
    assert (outcome.state, overdue_days(outcome, date(2024, 6, 18))) == ("overdue", 1)


def test_a_weekend_does_not_lengthen_it():
    (outcome,) = triggered(incident(day=date(2024, 6, 15)), on=FRIDAY.replace(day=20))
    assert outcome.due == date(2024, 6, 17)


def test_its_clock_starts_when_the_incident_is_learned_of():
    late = incident(known_from=date(2024, 7, 1))
    assert triggered(late, on=date(2024, 6, 30)) == []
    (outcome,) = triggered(late, on=date(2024, 7, 1))
    assert (outcome.opened, outcome.due) == (date(2024, 7, 1), date(2024, 7, 2))


def test_a_discussion_that_decides_on_it_satisfies_it_and_it_stays_listed():
    (outcome,) = triggered(incident(), discussion(date(2024, 6, 17)), on=date(2024, 6, 30))
    assert (outcome.state, outcome.closed_on, outcome.evidence_of_change) == (
        "achieved",
        date(2024, 6, 17),
        ("60",),
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"decision": ""}, id="without a decision"),
        pytest.param({"agencies_present": ["police"]}, id="its decision not filled"),
        pytest.param({"decision": "No enquiry.", "about": ["7"]}, id="about something else"),
    ],
)
def test_a_discussion_that_decides_nothing_on_it_does_not_satisfy_it(content):
    held = discussion(date(2024, 6, 17), content=content)
    (outcome,) = triggered(incident(), held, on=date(2024, 6, 30))
    assert outcome.state == "overdue"


@pytest.mark.parametrize(
    "took_part",
    [
        pytest.param({}, id="nobody said who took part"),
        pytest.param({"took_part": []}, id="nobody took part"),
        pytest.param({"took_part": ["social_care", "police"]}, id="without health"),
        pytest.param({"took_part": ["social_care", "health"]}, id="without police"),
        pytest.param({"took_part": ["police", "health", "education"]}, id="without social care"),
    ],
)
def test_a_discussion_without_police_health_or_social_care_is_still_owed(took_part):
    held = discussion(date(2024, 6, 17), took_part=took_part)
    (outcome,) = triggered(incident(), held, on=date(2024, 6, 30))
    assert outcome.state == "overdue"


@pytest.mark.parametrize("health", ["health", "midwifery", "health_visiting"])
def test_health_took_part_whichever_service_of_it_came(health):
    held = discussion(
        date(2024, 6, 17), took_part={"took_part": ["police", health, "social_care", "other"]}
    )
    (outcome,) = triggered(incident(), held, on=date(2024, 6, 30))
    assert outcome.state == "achieved"


def test_a_discussion_before_the_incident_does_not_satisfy_it():
    held = discussion(date(2024, 6, 13), position=49, content={"decision": "No enquiry."})
    (outcome,) = triggered(held, incident(), on=date(2024, 6, 30))
    assert outcome.state == "overdue"


def test_what_an_import_has_no_column_for_is_not_held_against_it():
    held = discussion(
        date(2024, 6, 17),
        content={"fact": "Strategy meeting held."},
        origin=Origin(source="invented", ref="row-1"),
    )
    (outcome,) = triggered(incident(), held, on=date(2024, 6, 30))
    assert outcome.state == "achieved"


def test_two_incidents_owe_two_discussions():
    again = incident(position=51, day=date(2024, 6, 20))
    held = discussion(date(2024, 6, 17), content={"decision": "x", "about": ["50"]})
    states = [o.state for o in triggered(incident(), again, held, on=date(2024, 6, 30))]
    assert states == ["achieved", "overdue"]


def test_each_child_of_the_household_is_owed_its_own():
    assert opened_by_rule("T23", "50", CHILD) != opened_by_rule("T23", "50", MOTHER)


def test_a_death_ends_it_with_the_death_as_the_reason():
    died = RecordedEventFactory(position=70, day=date(2024, 6, 16), kind="death", content={})
    (outcome,) = triggered(incident(), died, on=date(2024, 6, 30))
    assert (outcome.state, outcome.closed_by) == ("withdrawn", "70")


def test_a_closure_before_it_was_learned_of_ends_nothing():
    closed = RecordedEventFactory(
        position=40, day=date(2024, 6, 20), kind="closure", content={"type": "all"}
    )
    late = incident(known_from=date(2024, 7, 1))
    (outcome,) = triggered(closed, late, on=date(2024, 7, 1))
    assert outcome.open


def test_an_incident_struck_out_takes_its_duty_away_and_says_so():
    undone = RecordedEventFactory(
        position=61,
        day=date(2024, 6, 15),
        kind="entry_struck_out",
        content={"entry": "50", "reason": "Another family."},
    )
    (outcome,) = triggered(incident(), undone, on=date(2024, 6, 30))
    assert (outcome.state, outcome.closed_by) == ("withdrawn", "61")


def test_an_old_incident_of_an_import_is_history():
    old = incident(recorded=noon(date(2026, 1, 5)), origin=Origin(source="invented", ref="r"))
    (outcome,) = triggered(old, on=date(2026, 1, 5))
    assert outcome.historic


def stored(**more):
    outcome = opened_by_rule("T23", "50", CHILD)
    return OutcomePlannedFactory(
        outcome=outcome,
        position=55,
        day=FRIDAY,
        content={
            "desired": "A decision.",
            "origin": "trigger",
            "practice_id": "T23",
            "evidence": ["50"],
            "due": "2024-06-17",
            "owner": "u7",
        },
        **more,
    )


def test_stored_and_derived_are_one_outcome_with_the_owner_that_was_found():
    (outcome,) = triggered(incident(), stored(), on=date(2024, 6, 30))
    assert (outcome.owner, outcome.stored, outcome.state) == ("u7", True, "overdue")


def test_a_stored_duty_is_satisfied_as_soon_as_the_decision_is_recorded():
    held = discussion(date(2024, 6, 17))
    (outcome,) = triggered(incident(), stored(), held, on=date(2024, 6, 30))
    assert (outcome.state, outcome.stored) == ("achieved", True)


def test_it_is_owed_again_when_the_decision_turns_out_to_be_another_childs():
    seen_satisfied = OutcomeEventFactory(
        outcome=opened_by_rule("T23", "50", CHILD),
        position=62,
        version=2,
        kind="outcome_achieved",
        day=date(2024, 6, 17),
        says={"evidence_of_change": ["60"], "satisfied_by": "strategy_discussion"},
    )
    undone = RecordedEventFactory(
        position=63,
        day=date(2024, 6, 20),
        kind="entry_struck_out",
        content={"entry": "60", "reason": "Written for the wrong child."},
    )
    held = discussion(date(2024, 6, 17))
    before = triggered(incident(), stored(), held, seen_satisfied, on=date(2024, 6, 30))
    after = triggered(incident(), stored(), held, seen_satisfied, undone, on=date(2024, 6, 30))
    assert [o.state for o in before + after] == ["achieved", "overdue"]


def test_the_review_date_of_imports_is_the_one_that_the_table_says():
    limit = timescales()["plan_outcome"].limit
    assert (limit.number, limit.unit) == (REVIEW_AFTER_DAYS, Unit.CALENDAR_DAYS)


@pytest.mark.parametrize(("days", "state"), [(3, "achieved"), (1100, "overdue")])
def test_a_discussion_years_later_of_something_else_leaves_the_violence_undecided(days, state):
    day = FRIDAY + timedelta(days=days)
    of_nothing_named = discussion(
        day, content={"decision": "A fracture is looked into.", "about": []}
    )

    (outcome,) = triggered(incident(), of_nothing_named, on=day)

    assert outcome.state == state
