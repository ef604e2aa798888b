"""Nobody may read the day of an import as the day on which an agency learned of somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events.clock import civil_day
from events.recorded_event import SOMEBODY, Learned, Origin
from projections.child_record import ChildRecord
from projections.chronology.chronology import chronology
from projections.chronology.known_since import brought, known_since
from tests.factories.events import CHILD, RelationshipFactory, family, noon

RECORDED = noon(RelationshipFactory().occurred.first) + timedelta(days=7000)
IMPORT_DAY = civil_day(RECORDED)
ROW = Origin(source="a case", ref="people.csv:lodger")


def tie(agency=SOMEBODY, on=IMPORT_DAY, origin=ROW):
    learned = (Learned(agency=agency, first=on, last=on, how="recorded"),)
    return RelationshipFactory(position=99, learned=learned, origin=origin, recorded=RECORDED)


def test_somebody_whom_no_row_dates_is_known_here_since_the_import_and_no_agency_knew() -> None:
    event = tie()
    told = chronology(ChildRecord(child=CHILD, events=(*family(), event)))

    said = known_since(told, event.entry_id, event.known_from)

    assert brought(event)
    assert said.startswith("Not in the import when it was learned; in this record since ")


@pytest.mark.parametrize(
    "event",
    [
        tie(on=IMPORT_DAY - timedelta(days=1)),
        tie(agency="police"),
        tie(origin=None),
    ],
    ids=["a row names them earlier", "an agency told of them", "recorded here"],
)
def test_whoever_learned_of_somebody_is_said_to_have_known_since_that_day(event) -> None:
    told = chronology(ChildRecord(child=CHILD, events=(*family(), event)))

    assert not brought(event)
    assert known_since(told, event.entry_id, event.known_from).startswith("Known since ")
