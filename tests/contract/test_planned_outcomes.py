"""The table of what is owed says what the log says, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from events.log.append import event_log
from events.occurred import Occurred
from events.recorded_event import Learned, Origin
from projections.child_record import gather
from projections.plans.outcomes import fold_all
from projections.stored.catch_up import KeepingLog
from projections.stored.models.planned_outcome import PLANNED_OUTCOME, stored
from projections.stored.rebuild import check
from tests.factories.appends import NewEventFactory
from tests.factories.events import CHILD
from tests.factories.plans import OUTCOME, OutcomePlannedFactory, outcome_id
from tests.samples import sample

if TYPE_CHECKING:
    from events.log.database import Database

NOW = datetime(2026, 3, 27, 9, 5, tzinfo=UTC)
PLANNED = dict(OutcomePlannedFactory(due="2026-03-26").content)


class Told:
    """Says things of one child and one outcome, one append each."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.said = 0

    def __call__(self, kind: str, day=date(2026, 3, 20), *, stream=OUTCOME, **more):
        self.said += 1
        learned = (Learned(agency="Police", first=day, last=day, how="recorded"),)
        event = NewEventFactory(kind=kind, occurred=Occurred.day(day), learned=learned, **more)
        with self.database.writing() as connection:
            log = KeepingLog(event_log(connection), connection)
            now = NOW + timedelta(minutes=self.said)
            said = log.append(
                [event], stream=stream, decided_on=None, key=f"told-{self.said}", now=now
            )
            return said.events[0]

    def rows(self):
        with self.database.writing() as connection:
            ids = connection.scalars(select(PLANNED_OUTCOME.c.id)).all()
            kept = stored(connection, ids)
            record = gather(event_log(connection), CHILD)
            # The same fold, from the first event: kept and refolded can only differ by a defect.
            assert kept == fold_all(CHILD, record.events)
            again = check(self.database)
            return kept, {one.name: one.differing for one in again}["planned_outcome"]


@pytest.fixture
def told(database: Database) -> Told:
    return Told(database)


def test_what_is_due_is_found_by_its_date_alone(told):
    told("outcome_planned", content=PLANNED)
    with told.database.reading() as connection:
        due = select(PLANNED_OUTCOME.c.id).where(PLANNED_OUTCOME.c.next_at <= NOW)
        assert connection.scalars(due).all() == [OUTCOME]


def test_a_plan_lived_through_is_kept_as_it_is_folded(told):
    told("outcome_planned", content=PLANNED)
    moved = {"outcome": str(OUTCOME), "to": "2026-04-10", "reason": "Half-term."}
    told("outcome_moved", content=moved)
    told(
        "escalation_raised",
        content={"outcome": str(OUTCOME), "level": 1, "cycle": 1, "next_step": "2026-04-14"},
    )
    told(
        "escalation_acknowledged",
        content={
            "outcome": str(OUTCOME),
            "level": 1,
            "cycle": 1,
            "understood": "Nobody went.",
            "will_do": "Go.",
            "by_when": "2026-04-20",
        },
    )
    kept, differing = told.rows()
    assert kept[OUTCOME].escalations[0].will_do == "Go."
    assert len(kept[OUTCOME].moves) == 1
    assert differing == 0


def test_a_death_leaves_no_clock_running(told):
    told("outcome_planned", content=PLANNED)
    told("outcome_planned", content=PLANNED, stream=outcome_id(2))
    told("death", date(2026, 3, 25), stream=CHILD, content={})
    told("outcome_planned", content=PLANNED, stream=outcome_id(3))
    kept, differing = told.rows()
    assert {outcome.state for outcome in kept.values()} == {"withdrawn"}
    assert len(kept) == 3
    assert differing == 0
    with told.database.reading() as connection:
        running = select(PLANNED_OUTCOME.c.id).where(PLANNED_OUTCOME.c.next_at.is_not(None))
        assert connection.scalars(running).all() == []


def test_a_death_struck_out_sets_the_clocks_running_again(told):
    told("outcome_planned", content=PLANNED)
    died = told("death", date(2026, 3, 25), stream=CHILD, content={})
    told(
        "entry_struck_out",
        stream=CHILD,
        content={"entry": died.entry_id, "reason": "Written for the wrong child."},
    )
    kept, _ = told.rows()
    assert kept[OUTCOME].next_at is not None


def test_what_a_rule_opened_ends_with_its_ground_and_a_plan_with_none_but_its_own_entry(told):
    ground = told("visit", stream=CHILD, content=sample("visit"))
    other = told("visit", stream=CHILD, content=sample("visit"))
    cited = {"evidence": [ground.entry_id, other.entry_id]}
    told("outcome_planned", content=PLANNED | cited | {"origin": "timescale"})
    told("outcome_planned", content=PLANNED | cited, stream=outcome_id(2))
    for entry, left in ((other, "planned"), (ground, "withdrawn")):
        struck = {"entry": entry.entry_id, "reason": "Another child."}
        told("entry_struck_out", stream=CHILD, content=struck)
        kept, differing = told.rows()
        assert kept[OUTCOME].state == left
        assert kept[outcome_id(2)].state == "planned"
        assert differing == 0


def test_a_review_of_an_import_names_its_outcome_by_row(told):
    told(
        "outcome_planned",
        content={"fact": "Must be examined."},
        origin=Origin(source="invented", ref="row-1"),
    )
    told(
        "outcome_reviewed",
        stream=CHILD,
        content={"outcome": "row-1", "result": "achieved", "evidence_of_change": ["row-2"]},
        origin=Origin(source="invented", ref="row-9"),
    )
    kept, differing = told.rows()
    assert kept[OUTCOME].state == "achieved"
    assert differing == 0
