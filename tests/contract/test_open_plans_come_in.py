"""At go-live the plans that are open run on: what was owed by a date yesterday is owed now too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from escalation.owed import owed
from escalation.running.sweep import sweep
from projections.child_record import gather
from projections.stored.directory import find_child
from projections.stored.models.planned_outcome import PLANNED_OUTCOME
from projections.stored.rebuild import check
from service.access.people import People
from service.importing.importing import import_case
from service.importing.undoing import undo_import
from service.settings import Settings
from service.wiring import Throughline, throughline
from tests.factories.case_files import FAMILY, RowOfEventsFactory, write_case
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from projections.plans.planned_outcome import PlannedOutcome

GO_LIVE = "2026-03-27T09:05:00Z"
LONG_BEFORE = "2025-11-03"


@pytest.fixture
def house(migrated_database_url: str) -> Iterator[Throughline]:
    opened = throughline(Settings(database_url=migrated_database_url), StoppedClock(GO_LIVE))
    yield opened
    opened.database.close()


def plan(row: str, due: str) -> dict[str, str]:
    return RowOfEventsFactory(
        row_id=row,
        occurred_on=LONG_BEFORE,
        kind="plan_outcome_set",
        child_seen="",
        child_spoken_to_alone="",
        summary=f"Plan of {row}.",
        desired=f"What {row} wants.",
        owner="social worker",
        due=due,
    )


def moved(row: str, outcome: str, to: str) -> dict[str, str]:
    return RowOfEventsFactory(
        row_id=row,
        occurred_on="2025-12-01",
        kind="outcome_moved",
        child_seen="",
        child_spoken_to_alone="",
        summary="The school was closed.",
        outcome=outcome,
        to=to,
        reason="The school was closed.",
    )


def held(row: str) -> dict[str, str]:
    return RowOfEventsFactory(
        row_id=row,
        occurred_on="2026-01-20",
        kind="conference_held",
        child_seen="",
        child_spoken_to_alone="",
        summary="Initial conference; a plan was made.",
        type="initial",
        decision="plan_made",
    )


def outcomes(house: Throughline) -> dict[str, PlannedOutcome]:
    with house.reading() as session:
        record = gather(session.log, find_child(session.connection, "ash"))
        return {
            one.source_ref or one.timescale: one
            for one in owed(record, session.today, at=session.now)
        }


def raised(house: Throughline, moment: str) -> set[str]:
    then = replace(house, clock=StoppedClock(moment))
    sweep(then.database, People, then.clock)
    return {name for name, one in outcomes(then).items() if one.escalations}


def test_an_open_plan_keeps_its_dates_and_is_chased_when_they_pass(
    house: Throughline, tmp_path: Path
) -> None:
    rows = (
        plan("running", "2026-04-10"),
        plan("late", "2026-03-20"),
        plan("history", "2026-01-05"),
        plan("moved", "2026-01-05"),
        moved("m1", "moved", "2026-04-20"),
        held("conference"),
    )
    done = import_case(house, write_case(tmp_path, rows), source="invented", actor="operator:x")
    assert (done.rows.imported, done.rows.bad) == (6, [])

    plans = outcomes(house)
    assert {name: (plans[name].original_due, plans[name].due) for name in ("running", "moved")} == {
        "running": (date(2026, 4, 10), date(2026, 4, 10)),
        "moved": (date(2026, 1, 5), date(2026, 4, 20)),
    }
    assert len(plans["moved"].moves) == 1
    assert plans["running"].opened == date.fromisoformat(LONG_BEFORE)
    assert plans["first_review"].due == date(2026, 4, 20)
    assert not plans["first_review"].historic

    first = raised(house, "2026-03-27T09:06:00Z")
    assert "late" in first
    assert not first & {"running", "history", "moved", "first_review"}
    assert "running" in raised(house, "2026-04-10T23:00:00Z")
    assert {"moved", "first_review"} <= raised(house, "2026-04-20T23:00:00Z")
    assert "history" not in raised(house, "2026-06-01T09:00:00Z")


def test_an_import_that_is_undone_at_once_leaves_no_outcome_that_rested_on_it(
    house: Throughline, tmp_path: Path
) -> None:
    family: list[dict[str, str]] = [dict(one) for one in FAMILY]
    family[0]["date_of_birth"] = "2026-01-02"
    violence: dict[str, str] = RowOfEventsFactory(
        row_id="violence",
        occurred_on="2026-03-26",
        kind="domestic_abuse_incident",
        child_seen="",
        child_spoken_to_alone="",
        summary="Shouting; police were called.",
    )
    visits: list[dict[str, str]] = [RowOfEventsFactory(occurred_on="2026-03-20") for _ in range(4)]
    rows: list[dict[str, str]] = [
        *visits[:2],
        violence,
        plan("running", "2026-04-10"),
        *visits[2:],
        held("conference"),
    ]
    import_case(house, write_case(tmp_path, rows, family), source="invented", actor="operator:x")
    sweep(house.database, People, house.clock)
    before = outcomes(house)
    assert {"running", "domestic_abuse_near_a_baby", "first_review"} <= {
        name for name, one in before.items() if one.open
    }

    assert undo_import(house, "invented", reason="Another child's.", actor="operator:x") == 7

    assert {name for name, one in outcomes(house).items() if one.open} == set()
    with house.database.reading() as connection:
        assert connection.scalar(select(func.sum(PLANNED_OUTCOME.c.open))) == 0
    assert [one.name for one in check(house.database) if one.differing or one.stopped] == []
    assert undo_import(house, "invented", reason="Again.", actor="operator:x") == 0
