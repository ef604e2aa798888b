"""Every clock that an entry starts runs, is late in its time, and ends as its row says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from escalation.limit import Unit
from escalation.practice import practice_of
from escalation.timescale import ANY
from escalation.timescale_files import InForce
from escalation.working_days import Nation
from events.clock import civil_day
from events.recorded_event import Learned, Origin, Subject
from projections.plans.due import day_of, overdue_from
from projections.plans.outcomes import judged
from tests.factories.clocks import AHEAD, ROWS, START, clocks, entry, start_of
from tests.factories.events import CHILD, MOTHER
from tests.factories.plans import PlannedOutcomeFactory

if TYPE_CHECKING:
    from collections.abc import Collection

    from escalation.timescale import Timescale
    from events.recorded_event import RecordedEvent
    from projections.plans.planned_outcome import PlannedOutcome

FRIDAY = date(2026, 12, 18)
"""A Friday before Christmas: every sort of day that is not worked follows."""

CHRISTMAS_EVE = date(2026, 12, 24)
"""A Thursday after which Tuesday 29 December is the next day that is worked."""

BEFORE_SUMMER_TIME = date(2026, 3, 27)
BEFORE_WINTER_TIME = date(2026, 10, 23)
SUNDAY = date(2026, 6, 14)
DAYS = [FRIDAY, CHRISTMAS_EVE, BEFORE_SUMMER_TIME, BEFORE_WINTER_TIME, SUNDAY]

HOLIDAYS = {
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
    date(2026, 5, 25),
    date(2026, 8, 31),
    date(2026, 12, 25),
    date(2026, 12, 28),
    date(2027, 1, 1),
    date(2027, 3, 26),
    date(2027, 3, 29),
    date(2027, 5, 3),
    date(2027, 5, 31),
    date(2027, 8, 30),
    date(2027, 12, 27),
    date(2027, 12, 28),
}
"""Those of England, from the published list, so that no library judges itself."""

SCOTTISH = HOLIDAYS - {
    date(2026, 4, 6),
    date(2026, 8, 31),
    date(2027, 3, 29),
    date(2027, 8, 30),
} | {
    date(2026, 1, 2),
    date(2026, 6, 15),
    date(2026, 8, 3),
    date(2026, 11, 30),
    date(2027, 1, 4),
    date(2027, 8, 2),
    date(2027, 11, 30),
}
"""Those of Scotland, with the one day of 2026 that is given for the football."""

NORTHERN_IRISH = HOLIDAYS | {
    date(2026, 3, 17),
    date(2026, 7, 13),
    date(2027, 3, 17),
    date(2027, 7, 12),
}

OF_NATION = {Nation.SCOTLAND: SCOTTISH, Nation.NORTHERN_IRELAND: NORTHERN_IRISH}

NATIONS = [
    (nation, layers)
    for nation in Nation
    for layers in ((), ("london",))
    if nation is Nation.ENGLAND or not layers
]
EDITIONS = [
    (nation, layers, one) for nation, layers in NATIONS for one in practice_of(nation, layers).rows
]
"""Every row of every edition of every file, as it counts in its time; most have the limit of the
row that the table of entries steps through, each nation its own days that are not worked."""

STARTS = [(name, one) for name, row in ROWS.items() for one in row.starts]
SATISFIES = [(name, one) for name, row in ROWS.items() for one in row.satisfied_by]
ENDS = [(name, one) for name, row in ROWS.items() for one in row.ended_by]
LATER = [name for name, row in ROWS.items() if row.not_before is None and not row.silent]


def named(case: Any) -> str:
    if isinstance(case, str):
        return case
    said = [case.kind, *(f"{name}-{answers[0]}" for name, answers in case.where.items())]
    said += [f"{name}-not-{answers[0]}" for name, answers in case.unless.items()]
    said += [f"{name}-filled" for name in getattr(case, "filled", ())]
    said += [f"{name}-empty" for name in getattr(case, "empty", ())]
    said += [f"{name}-{number}" for name, number in getattr(case, "at_least", {}).items()]
    return "-".join(said)


def worked(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def counted(row, start: date, holidays: Collection[date] = HOLIDAYS) -> datetime:
    """
    Return the first moment at which it is late, counted day by day and by nothing of ours.
    """
    number, unit, day = row.limit.number, row.limit.unit, start
    step = 1
    if row.counts_back_from:
        day, step = start + AHEAD, -1
    match unit:
        case Unit.HOURS:
            return overdue_from(start - timedelta(days=1)) + timedelta(hours=number)
        case Unit.WORKING_DAYS:
            waits = step > 0 and bool(number) and not row.limit.safety
            day = working_days_on(day, number * step, holidays, waits=waits)
        case Unit.WEEKS:
            day += timedelta(days=7 * number * step)
        case Unit.CALENDAR_DAYS:
            day += timedelta(days=number * step)
        case Unit.BEFORE_SCHOOL:
            while not worked(day + timedelta(days=1), holidays):
                day += timedelta(days=1)
        case Unit.MONTHS:
            year, month = divmod(day.year * 12 + day.month - 1 + number * step, 12)
            last = max(d for d in range(28, 32) if _is_day(year, month + 1, d))
            day = date(year, month + 1, min(day.day, last))
    # Clocks go forward on 28 March 2027 and 29 March 2026, and back on 25 October 2026.
    summer = date(2026, 3, 29) <= day < date(2026, 10, 25) or day >= date(2027, 3, 28)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    return midnight - timedelta(hours=1) if summer else midnight


def working_days_on(day: date, days: int, holidays: Collection[date], *, waits: bool) -> date:
    while waits and not worked(day, holidays):
        day += timedelta(days=1)
    step = timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        day += step
        while not worked(day, holidays):
            day += step
    return day


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("name", ROWS)
def test_it_is_in_time_to_its_last_minute_and_late_from_the_next(name):
    row = ROWS[name]
    minute = timedelta(minutes=1)
    in_time = [] if row.silent else ["planned"]
    passed = ["withdrawn" if row.lapses else "overdue"]
    for day in DAYS:
        late = counted(row, day)
        begun = start_of(row, day)

        def states(at: datetime, day: date = day, begun: RecordedEvent = begun) -> list[str]:
            return [one.state for one in clocks(row, begun, on=day_of(at), day=day, at=at)]

        assert (day, states(late - minute)) == (day, in_time)
        assert (day, states(late)) == (day, passed)
        assert (day, states(late + minute)) == (day, passed)


def edition(case: Any) -> str:
    if isinstance(case, InForce):
        return f"{case.timescale.name}-{case.first or 'always'}"
    return str(case) if isinstance(case, Nation) else "-".join(case) or "own"


@pytest.mark.parametrize(("nation", "layers", "one"), EDITIONS, ids=edition)
def test_so_is_every_row_of_every_edition_on_the_days_of_its_nation(nation, layers, one):
    row, calendar, minute = (
        one.timescale,
        practice_of(nation, layers).calendar,
        timedelta(minutes=1),
    )
    holidays = OF_NATION.get(nation, HOLIDAYS)
    for day in DAYS:
        back = row.limit.before(day + AHEAD, calendar) if row.counts_back_from else None
        due = back or row.limit.due(day, calendar)
        outcome = PlannedOutcomeFactory(opened=day, due=due)
        late = counted(row, day, holidays)

        def state(at: datetime, outcome: PlannedOutcome = outcome) -> str:
            return judged(outcome, civil_day(at), at).state

        said = [state(late - minute), state(late), state(late + minute)]
        assert (day, said) == (day, ["planned", "overdue", "overdue"])


@pytest.mark.parametrize(("name", "start"), STARTS, ids=named)
def test_each_kind_that_starts_it_does(name, start):
    row = ROWS[name]
    begun = start_of(row, FRIDAY, start)

    (clock,) = clocks(row, begun, on=FRIDAY + timedelta(days=400), day=FRIDAY, start=start)

    assert clock.origin == row.origin
    assert clock.evidence == (str(START),)
    assert row.silent or clock.opened == FRIDAY


@pytest.mark.parametrize(("name", "satisfies"), SATISFIES, ids=named)
def test_what_the_row_names_satisfies_it(name, satisfies):
    row = ROWS[name]
    content: dict[str, Any] = dict.fromkeys(satisfies.filled, "yes")
    if satisfies.naming:
        content[satisfies.naming] = str(START)
    if row.each:
        content["by"] = "Hospital"
    day = FRIDAY + timedelta(days=1)
    if row.not_before:
        day = day_of(counted_wait(row)) + timedelta(days=1)
    if row.silent:
        # Only what comes too late is seen at all.
        day = day_of(counted(row, FRIDAY)) + timedelta(days=1)
    origin = Origin(source="file", ref="r60") if satisfies.imported else None
    content |= {name: said[0] for name, said in satisfies.where.items()}
    content |= {name: [one[0] for one in every] for name, every in satisfies.each_of.items()}
    after = entry(60, day, satisfies.kind, satisfies.where, content=content, origin=origin)

    found = clocks(row, start_of(row, FRIDAY), after, on=day + timedelta(days=1), day=FRIDAY)

    assert [(one.state, one.closed_by) for one in found] == [("achieved", "60")]


def counted_wait(row) -> datetime:
    waits = row.not_before
    day = FRIDAY
    if waits.unit is Unit.MONTHS:
        return overdue_from(day + timedelta(days=31 * waits.number))
    return overdue_from(day + timedelta(days=3 * waits.number))


@pytest.mark.parametrize(("name", "satisfies"), SATISFIES, ids=named)
def test_what_lay_long_before_it_satisfies_nothing(name, satisfies):
    row = ROWS[name]
    content = dict.fromkeys(satisfies.filled, "Filled.")
    day = FRIDAY - timedelta(days=300)
    earlier = entry(15, day, satisfies.kind, satisfies.where, content=content)

    found = clocks(row, earlier, start_of(row, FRIDAY), on=FRIDAY, day=FRIDAY)

    assert [one.state for one in found] == ([] if row.silent else ["planned"])


@pytest.mark.parametrize(
    ("name", "satisfies"), [one for one in SATISFIES if one[1].where], ids=named
)
def test_an_answer_that_the_row_does_not_name_satisfies_nothing(name, satisfies):
    row = ROWS[name]
    other = dict.fromkeys(satisfies.where, ("another answer",))
    after = entry(60, FRIDAY + timedelta(days=1), satisfies.kind, other)

    found = clocks(row, start_of(row, FRIDAY), after, on=FRIDAY + timedelta(days=2), day=FRIDAY)

    assert [one for one in found if one.state == "achieved"] == []


@pytest.mark.parametrize(("name", "end"), ENDS, ids=named)
def test_what_ends_it_is_no_achievement(name, end):
    row = ROWS[name]
    origin = Origin(source="file", ref="r60") if end.imported else None
    after = entry(60, FRIDAY + timedelta(days=1), end.kind, end.where, origin=origin)

    found = clocks(row, start_of(row, FRIDAY), after, on=FRIDAY + timedelta(days=2), day=FRIDAY)

    ended = [("withdrawn", "60")]
    assert [(one.state, one.closed_by) for one in found] == ([] if row.silent else ended)


@pytest.mark.parametrize(
    ("name", "end"),
    [
        (name, row.during.ended_by[0])
        for name, row in ROWS.items()
        if row.during and row.during.ended_by
    ],
    ids=named,
)
def test_it_ends_with_the_period_in_which_it_runs_and_starts_in_no_other(name, end):
    row = ROWS[name]
    after = entry(60, FRIDAY + timedelta(days=1), end.kind, end.where)
    ended = entry(40, FRIDAY - timedelta(days=1), end.kind, end.where)
    on = FRIDAY + timedelta(days=400)

    found = clocks(row, start_of(row, FRIDAY), after, on=on, day=FRIDAY)
    last = row.starts[-1]
    outside = clocks(row, ended, start_of(row, FRIDAY, last), on=on, day=FRIDAY, start=last)

    assert [(one.state, one.closed_by) for one in found] == (
        [] if row.silent else [("withdrawn", "60")]
    )
    assert outside == []


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.late_when])
def test_what_must_come_first_makes_it_late_when_it_has_not(name):
    row = ROWS[name]
    gate = row.late_when[0]
    day = FRIDAY + timedelta(days=3)
    came = entry(60, day, gate.kind, gate.where)

    (clock,) = clocks(row, start_of(row, FRIDAY), came, on=day + timedelta(days=1), day=FRIDAY)

    assert (clock.due, clock.state) == (day, "overdue")


@pytest.mark.parametrize(
    ("name", "last"), [(name, row.ages[1]) for name, row in ROWS.items() if row.ages]
)
def test_it_asks_nothing_for_a_child_of_another_age(name, last):
    row = ROWS[name]
    years = last + 3
    grown = start_of(row, FRIDAY + timedelta(days=round(365.25 * years)))

    found = clocks(row, grown, on=date(2060, 1, 1), day=FRIDAY)

    assert found == []


def test_an_old_file_never_claims_that_whoever_referred_was_told():
    row = ROWS["referrer_told"]
    day = FRIDAY + timedelta(days=1)
    origin = Origin(source="file", ref="r60")
    imported = entry(60, day, "strategy_discussion", origin=origin)
    recorded = entry(60, day, "strategy_discussion")

    (old,) = clocks(row, start_of(row, FRIDAY), imported, on=day, day=FRIDAY)
    (own,) = clocks(row, start_of(row, FRIDAY), recorded, on=day, day=FRIDAY)

    assert (old.state, old.evidence_of_change) == ("withdrawn", ())
    assert own.state == "planned"


AFTER_DEATH = [name for name, row in ROWS.items() if not row.during and not row.unborn]


@pytest.mark.parametrize("name", AFTER_DEATH)
def test_nobody_is_chased_for_a_child_who_is_dead(name):
    row = ROWS[name]
    died = entry(45, FRIDAY - timedelta(days=1), "death", content={"who_died": str(CHILD)})

    found = clocks(row, died, start_of(row, FRIDAY), on=FRIDAY + timedelta(days=400), day=FRIDAY)

    # What is owed to the record, or about the death itself, runs all the same.
    assert bool(found) <= row.after_death


def test_what_was_found_out_after_a_death_is_owed_to_nobody():
    row = ROWS["referral_decided"]
    died = entry(45, FRIDAY - timedelta(days=7), "death", content={"who_died": str(CHILD)})
    before = FRIDAY - timedelta(days=30)
    late = (Learned(agency="social care", first=FRIDAY, last=FRIDAY, how="recorded"),)
    found_out = replace(start_of(row, before), learned=late)

    assert clocks(row, died, found_out, on=FRIDAY + timedelta(days=400), day=FRIDAY) == []


@pytest.mark.parametrize("name", ["national_panel_notified", "subject_access_answered"])
def test_what_a_death_sets_in_motion_is_owed_all_the_same(name):
    row = ROWS[name]
    died = entry(45, FRIDAY - timedelta(days=1), "death", content={"who_died": str(CHILD)})

    found = clocks(row, died, start_of(row, FRIDAY), on=FRIDAY, day=FRIDAY)

    assert [one.state for one in found] == ["planned"]


def starts_and_satisfies(row: Timescale) -> bool:
    first = row.starts[0]
    return any(
        one.kind in (ANY, first.kind) and not one.where.items() - dict(first.where).items()
        for one in row.satisfied_by
    )


@pytest.mark.parametrize(
    "name", [name for name, row in ROWS.items() if row.once and not starts_and_satisfies(row)]
)
def test_what_comes_while_it_runs_does_not_start_it_again(name):
    row = ROWS[name]
    again = start_of(row, FRIDAY + timedelta(days=1), position=60)
    on = FRIDAY + timedelta(days=400)
    found = clocks(row, start_of(row, FRIDAY), again, on=on, day=FRIDAY)

    assert len(found) <= 1


@pytest.mark.parametrize(("name", "start"), [one for one in STARTS if one[1].where], ids=named)
def test_what_an_import_has_no_column_for_starts_no_clock(name, start):
    row = ROWS[name]
    bare = entry(START, FRIDAY, start.kind, origin=Origin(source="file", ref="r1"))

    assert clocks(row, bare, on=FRIDAY + timedelta(days=400), day=FRIDAY) == []


@pytest.mark.parametrize("name", ROWS)
def test_one_incident_that_two_agencies_tell_starts_one_clock(name):
    row = ROWS[name]
    linked = entry(
        70,
        FRIDAY,
        "accounts_linked",
        content={"entries": [str(START), "51"], "reason": "One and the same."},
    )
    twice = (start_of(row, FRIDAY), start_of(row, FRIDAY, position=51))
    on = FRIDAY + timedelta(days=400)

    assert len(clocks(row, *twice, linked, on=on, day=FRIDAY)) == 1


@pytest.mark.parametrize("name", LATER)
def test_struck_out_it_is_owed_no_more_and_says_why(name):
    row = ROWS[name]
    struck = entry(
        60,
        FRIDAY,
        "entry_struck_out",
        content={"entry": str(START), "reason": "Another family's."},
    )

    found = clocks(row, start_of(row, FRIDAY), struck, on=FRIDAY, day=FRIDAY)

    assert [(one.state, one.closed_because) for one in found] == [
        ("withdrawn", "What opened it was struck out (entry 60)")
    ]


def test_another_childs_referral_starts_nothing_here():
    row = ROWS["referral_decided"]
    subjects = (Subject(person=MOTHER, role="child"), Subject(person=CHILD, role="named"))
    begun = start_of(row, FRIDAY, subjects=subjects)

    assert clocks(row, begun, on=FRIDAY, day=FRIDAY) == []


def test_every_agency_that_is_invited_owes_its_own_report():
    row = ROWS["report_for_an_initial_conference"]
    called = start_of(row, FRIDAY, content={})
    invited = {**called.content, "invited": ["Hospital", "Police"]}
    called = entry(START, FRIDAY, called.kind, content=invited)
    report = entry(
        60,
        FRIDAY + timedelta(days=5),
        "report_received",
        content={"by": "Hospital", "shared_with_family": "yes", "conference": str(START)},
        agency="Social care",
    )

    found = clocks(row, called, report, on=FRIDAY + timedelta(days=10), day=FRIDAY)

    assert {one.agency: one.state for one in found} == {"Hospital": "achieved", "Police": "planned"}


def test_a_limit_in_hours_runs_from_the_moment_where_it_is_known():
    row = ROWS["return_interview"]
    back = "2026-12-18T15:30:00Z"
    begun = start_of(row, FRIDAY, content={"found_on": back})

    (clock,) = clocks(row, begun, on=FRIDAY, day=FRIDAY)

    assert clock.due == datetime(2026, 12, 21, 15, 30, tzinfo=UTC)


def test_a_plan_that_names_its_own_interval_of_visits_is_held_to_it():
    row = ROWS["child_seen_under_the_plan"]
    plan = entry(
        START, FRIDAY, "plan_agreed", content={"visit_every": 1, "visit_every_unit": "weeks"}
    )

    (clock,) = clocks(row, plan, on=FRIDAY, day=FRIDAY)

    assert (clock.due, clock.limit_words) == (FRIDAY + timedelta(days=7), "1 week")


def test_a_pregnancy_learned_of_late_leaves_28_days_and_never_more_than_to_the_birth():
    row = ROWS["pre_birth_conference_held"]

    def due(weeks_to_go: int) -> object:
        expected = (FRIDAY + timedelta(weeks=weeks_to_go)).isoformat()
        begun = entry(START, FRIDAY, "pregnancy_recorded", {"concern": ("yes",)})
        begun = entry(
            START,
            FRIDAY,
            "pregnancy_recorded",
            content={**begun.content, "expected": expected},
        )
        (clock,) = clocks(row, begun, on=FRIDAY, day=FRIDAY)
        return clock.due

    assert due(20) == FRIDAY + timedelta(weeks=8)
    assert due(10) == FRIDAY + timedelta(days=28)
    assert due(2) == FRIDAY + timedelta(weeks=2)


def test_what_is_known_to_a_month_alone_is_due_from_its_first_day_and_says_so():
    row = ROWS["first_core_group"]
    start = row.starts[0]
    begun = start_of(row, date(2026, 12, 1), start, in_a_month=True, known_from=date(2026, 12, 1))

    (clock,) = clocks(row, begun, on=FRIDAY, day=FRIDAY)

    assert (clock.due, clock.limit_words) == (date(2026, 12, 15), "10 working days, at the latest")


def test_a_later_strategy_discussion_does_not_restart_the_fifteen_days():
    row = ROWS["conference_after_enquiry"]
    again = start_of(row, FRIDAY + timedelta(days=10), position=60)

    (clock,) = clocks(row, start_of(row, FRIDAY), again, on=FRIDAY + timedelta(days=60), day=FRIDAY)

    assert (clock.due, clock.state) == (date(2027, 1, 13), "overdue")


def lead(position: int, change: str, worker: str, day: date = FRIDAY) -> RecordedEvent:
    said = {"change": change, "role": "lead", "worker": worker}
    return entry(position, day, "allocation", content=said)


@pytest.mark.parametrize(
    ("record", "state"),
    [
        # Begun and ended on one day by one and the same: nobody holds the work.
        ([lead(49, "begins", "one"), lead(START, "ends", "one")], "planned"),
        ([lead(START, "ends", "one"), lead(51, "begins", "two")], "achieved"),
        ([lead(49, "begins", "two"), lead(START, "ends", "one")], "achieved"),
        (
            [lead(49, "begins", "one"), lead(START, "ends", "one"), lead(51, "begins", "two")],
            "achieved",
        ),
    ],
)
def test_a_lead_who_begins_and_ends_on_one_day_leaves_nobody_in_their_place(record, state):
    row = ROWS["new_owner_named"]

    found = clocks(row, *record, on=FRIDAY, day=FRIDAY)

    assert [one.state for one in found] == [state]


def test_nobody_hears_of_a_child_who_is_seen_in_time():
    row = ROWS["not_seen_for_four_weeks"]
    visit = {"seen": ("yes",)}
    seen = [
        entry(START + week, FRIDAY + timedelta(weeks=week), "visit", visit) for week in range(4)
    ]
    on = FRIDAY + timedelta(weeks=6)

    assert clocks(row, *seen, on=on, day=FRIDAY) == []
