"""Another agency's visit is no visit of the child's own social worker."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from events.recorded_event import Origin
from tests.factories.clocks import ROWS, START, clocks, entry, start_of

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent

FRIDAY = date(2026, 12, 18)
DAY = timedelta(days=1)
SOCIAL_CARE = "Children's social care"
VISITS = [
    "child_seen_under_the_plan",
    "first_visit_in_placement",
    "private_fostering_visited",
]
"""Rows that a visit satisfies, and whose visit it must be."""


def leads(agency: str = SOCIAL_CARE, *, day: date = FRIDAY, **more: Any) -> RecordedEvent:
    said = {"role": "lead", "worker": agency, "agency": agency, "change": "begins"} | more
    return entry(40 if day <= FRIDAY else 58, day, "allocation", content=said)


def visited(agency: str, **said: str) -> RecordedEvent:
    return entry(60, FRIDAY + 3 * DAY, "visit", {"seen": ("yes",)}, agency=agency, content=said)


def state(name: str, *events: RecordedEvent) -> str:
    begun = start_of(ROWS[name], FRIDAY)
    (clock,) = clocks(ROWS[name], begun, *events, on=FRIDAY + 4 * DAY, day=FRIDAY)
    return clock.state


@pytest.mark.parametrize("name", VISITS)
def test_a_health_visitors_visit_leaves_the_social_workers_owed(name):
    assert state(name, leads(), visited("Health visiting")) == "planned"
    assert state(name, leads(), visited(SOCIAL_CARE)) == "achieved"


@pytest.mark.parametrize(
    ("visitor", "agency", "found"),
    [
        ("social_worker", "Health visiting", "achieved"),
        ("family_worker", SOCIAL_CARE, "planned"),
        ("health_visitor", SOCIAL_CARE, "planned"),
    ],
)
def test_what_the_visit_says_of_whose_it_was_counts_before_who_recorded_it(visitor, agency, found):
    visit = visited(agency, visitor=visitor)
    assert state("child_seen_under_the_plan", leads(), visit) == found


def test_where_nobody_leads_yet_no_visit_is_held_to_be_anothers():
    assert state("child_seen_under_the_plan", visited("Health visiting")) == "achieved"
    other = leads(role="manager")
    assert state("child_seen_under_the_plan", other, visited("Health visiting")) == "achieved"


def test_an_import_that_does_not_say_whose_visit_it_was_is_not_held_to_it():
    def imported(**said: str) -> RecordedEvent:
        return entry(
            60,
            FRIDAY + 3 * DAY,
            "visit",
            {"seen": ("yes",)},
            agency="health visiting",
            origin=Origin(source="file", ref="r60"),
            content=said,
        )

    assert state("child_seen_under_the_plan", leads(), imported()) == "achieved"
    assert state("child_seen_under_the_plan", leads(), imported(visitor="midwife")) == "planned"


def test_the_agency_counts_that_led_on_the_day_and_both_where_one_takes_over():
    ends = leads(day=FRIDAY + 2 * DAY, change="ends")
    over = leads(day=FRIDAY + 3 * DAY, change="ends")
    borough = visited("Another borough")

    assert state("child_seen_under_the_plan", leads(), ends, borough) == "achieved"
    assert state("child_seen_under_the_plan", leads(), over, visited(SOCIAL_CARE)) == "achieved"
    assert state("child_seen_under_the_plan", leads(), over, borough) == "planned"


def test_four_weeks_without_the_social_worker_are_asked_about_though_a_nurse_came():
    row = ROWS["not_seen_for_four_weeks"]
    plan = start_of(row, FRIDAY)
    nurse = visited("Health visiting")

    found = clocks(row, leads(), plan, nurse, on=FRIDAY + 30 * DAY, day=FRIDAY)
    assert [(one.evidence, one.state) for one in found] == [((str(START),), "overdue")]

    by_any = ROWS["not_seen_by_anybody_for_six_weeks"]
    seen = start_of(by_any, FRIDAY)
    later = clocks(by_any, leads(), seen, nurse, on=FRIDAY + 44 * DAY, day=FRIDAY)
    assert later == []
