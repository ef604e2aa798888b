"""What scripts read of outcomes keeps its names."""

from __future__ import annotations

from datetime import UTC, date, datetime

from escalation.telling import as_json, cited
from events.recorded_event import Origin
from projections.child_record import ChildRecord
from projections.plans.planned_outcome import Moved, Raised
from tests.factories.events import CHILD, RecordedEventFactory
from tests.factories.plans import PlannedOutcomeFactory

PROMISED = (
    *("id", "child", "origin", "practice_id", "desired", "owner", "agency", "due", "state"),
    *("overdue_days", "moves", "evidence", "escalations", "evidence_of_change"),
)
AT = datetime(2024, 6, 28, 23, tzinfo=UTC)


def test_every_key_of_the_contract_is_there_and_plain():
    told = as_json(PlannedOutcomeFactory(due=None), date(2024, 7, 1))
    assert [key for key in PROMISED if key not in told] == []
    assert told["due"] is None
    assert (told["moves"], told["evidence"], told["escalations"]) == ([], [], [])


def test_an_escalation_says_at_which_level_when_to_whom_and_whether_it_was_heard():
    raised = Raised(level=1, at=AT, to=("u1",), to_words=("Invented Worker",), position=7)
    outcome = PlannedOutcomeFactory(escalations=(raised,), state="overdue")
    told = as_json(outcome, date(2024, 7, 1))
    assert told["overdue_days"] == 3
    (one,) = told["escalations"]
    assert {key: one[key] for key in ("level", "at", "to", "to_words", "acknowledged")} == {
        "level": 1,
        "at": "2024-06-28T23:00:00Z",
        "to": ["u1"],
        "to_words": ["Invented Worker"],
        "acknowledged": None,
    }


def test_slippage_is_told_with_who_and_why():
    move = Moved(
        was=date(2024, 6, 1), to=date(2024, 6, 28), on=date(2024, 5, 30), by="user:u1", reason="r"
    )
    (told,) = as_json(PlannedOutcomeFactory(moves=(move,)), date(2024, 7, 1))["moves"]
    assert told == {
        "was": "2024-06-01",
        "to": "2024-06-28",
        "on": "2024-05-30",
        "by": "user:u1",
        "reason": "r",
    }


def test_evidence_of_an_import_is_cited_by_its_row():
    row = RecordedEventFactory(position=50, origin=Origin(source="invented", ref="row-9"))
    names = cited(ChildRecord(child=CHILD, events=(row,)))
    outcome = PlannedOutcomeFactory(evidence=("50", "51"), closed_by="50")
    told = as_json(outcome, date(2024, 7, 1), names)
    assert (told["evidence"], told["closed_by"]) == (["row-9", "51"], "row-9")
