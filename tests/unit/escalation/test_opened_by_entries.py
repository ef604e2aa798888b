"""Every clock that an entry starts runs, is late in its time, and ends as its row says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from escalation.limit import Unit
from escalation.owed import owed
from escalation.timescale import ENTRIES, Timescale, timescales
from events.recorded_event import Origin, Subject
from projections.child_record import ChildRecord
from projections.plans.due import day_of
from tests.factories.events import CHILD, MOTHER, RecordedEventFactory, family

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.recorded_event import RecordedEvent
    from projections.plans.planned_outcome import PlannedOutcome

FRIDAY = date(2026, 12, 18)
"""A Friday before Christmas: every sort of day that is not worked follows."""

ROWS = {name: row for name, row in timescales().items() if row.opened_by == ENTRIES}
STARTS = [(name, one) for name, row in ROWS.items() for one in row.starts]
SATISFIES = [(name, one) for name, row in ROWS.items() for one in row.satisfied_by]
ENDS = [(name, one) for name, row in ROWS.items() for one in row.ended_by]


def named(case: Any) -> str:
    return case if isinstance(case, str) else case.kind


def entry(
    position: int, day: date, kind: str, where: Mapping[str, Any] | None = None, **more: Any
) -> RecordedEvent:
    content = {"fact": "Invented."} | {name: said[0] for name, said in (where or {}).items()}
    more["content"] = content | more.pop("content", {})
    return RecordedEventFactory(position=position, day=day, kind=kind, **more)


def started(row: Timescale, position: int = 50, **more: Any) -> RecordedEvent:
    first = row.starts[0]
    return entry(position, FRIDAY, first.kind, first.where, **more)


def clocks(name: str, *events: RecordedEvent, on: date) -> list[PlannedOutcome]:
    record = ChildRecord(child=CHILD, events=(*family(), *events))
    return [one for one in owed(record, on) if one.timescale == name]


@pytest.mark.parametrize(("name", "start"), STARTS, ids=named)
def test_it_is_owed_from_the_day_it_was_learned_and_late_after_its_limit(name, start):
    begun = entry(50, FRIDAY, start.kind, start.where)

    (clock,) = clocks(name, begun, on=FRIDAY)
    assert clock.due is not None
    last = day_of(clock.due)

    assert (clock.state, clock.origin, clock.opened) == ("planned", "timescale", FRIDAY)
    assert clock.evidence == ("50",)
    assert clocks(name, begun, on=last)[0].state == (
        "overdue" if ROWS[name].limit.unit is Unit.HOURS else "planned"
    )
    assert clocks(name, begun, on=last + timedelta(days=1))[0].state == "overdue"


@pytest.mark.parametrize(("name", "satisfies"), SATISFIES, ids=named)
def test_what_the_row_names_satisfies_it(name, satisfies):
    begun = started(ROWS[name])
    content = dict.fromkeys(satisfies.filled, "Filled.")
    if satisfies.naming:
        content[satisfies.naming] = "50"
    after = entry(60, FRIDAY + timedelta(days=1), satisfies.kind, satisfies.where, content=content)

    found = clocks(name, begun, after, on=FRIDAY + timedelta(days=2))

    assert [(one.state, one.closed_by) for one in found if one.evidence == ("50",)] == [
        ("achieved", "60")
    ]


@pytest.mark.parametrize(("name", "satisfies"), SATISFIES, ids=named)
def test_what_lay_before_it_satisfies_nothing(name, satisfies):
    content = dict.fromkeys(satisfies.filled, "Filled.")
    before = entry(40, FRIDAY - timedelta(days=1), satisfies.kind, satisfies.where, content=content)

    found = clocks(name, before, started(ROWS[name]), on=FRIDAY)

    assert [one.state for one in found if one.evidence == ("50",)] == ["planned"]


@pytest.mark.parametrize(
    ("name", "satisfies"), [one for one in SATISFIES if one[1].where], ids=named
)
def test_an_answer_that_the_row_does_not_name_satisfies_nothing(name, satisfies):
    other = dict.fromkeys(satisfies.where, ("another answer",))
    after = entry(60, FRIDAY + timedelta(days=1), satisfies.kind, other)

    found = clocks(name, started(ROWS[name]), after, on=FRIDAY + timedelta(days=2))

    assert [one.state for one in found if one.evidence == ("50",)] != ["achieved"]


@pytest.mark.parametrize(("name", "end"), ENDS, ids=named)
def test_what_ends_it_is_no_achievement(name, end):
    after = entry(60, FRIDAY + timedelta(days=1), end.kind, end.where)

    found = clocks(name, started(ROWS[name]), after, on=FRIDAY + timedelta(days=2))

    assert [(one.state, one.closed_by) for one in found if one.evidence == ("50",)] == [
        ("withdrawn", "60")
    ]


@pytest.mark.parametrize(("name", "start"), [one for one in STARTS if one[1].where], ids=named)
def test_what_an_import_has_no_column_for_starts_no_clock(name, start):
    row = entry(50, FRIDAY, start.kind, origin=Origin(source="file", ref="r1"))

    assert clocks(name, row, on=FRIDAY) == []


@pytest.mark.parametrize("name", ROWS)
def test_one_incident_that_two_agencies_tell_starts_one_clock(name):
    linked = entry(
        70,
        FRIDAY,
        "accounts_linked",
        content={"entries": ["50", "51"], "reason": "One and the same."},
    )

    assert len(clocks(name, started(ROWS[name]), started(ROWS[name], 51), on=FRIDAY)) == 2
    assert len(clocks(name, started(ROWS[name]), started(ROWS[name], 51), linked, on=FRIDAY)) == 1


@pytest.mark.parametrize("name", ROWS)
def test_struck_out_it_is_owed_no_more_and_says_why(name):
    struck = entry(
        60,
        FRIDAY + timedelta(days=1),
        "entry_struck_out",
        content={"entry": "50", "reason": "Another family's."},
    )

    (clock,) = clocks(name, started(ROWS[name]), struck, on=FRIDAY + timedelta(days=1))

    assert (clock.state, clock.closed_because) == (
        "withdrawn",
        "What opened it was struck out (entry 60)",
    )


def test_another_childs_referral_starts_nothing_here():
    subjects = (Subject(person=MOTHER, role="child"), Subject(person=CHILD, role="named"))
    begun = started(ROWS["referral_decided"], subjects=subjects)

    assert clocks("referral_decided", begun, on=FRIDAY) == []
