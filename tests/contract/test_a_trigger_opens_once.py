"""What procedures require is owed once for the same facts, also after a rebuild or an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from escalation.running.sweep import sweep
from projections.child_record import gather
from projections.stored.directory import find_child
from projections.stored.rebuild import check, rebuild
from service.access.people import People
from service.importing.importing import import_case
from service.settings import Settings
from service.wiring import Throughline, throughline
from tests.factories.case_files import FAMILY, RowOfEventsFactory, RowOfPeopleFactory, write_case
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = "2026-03-27T09:05:00Z"
BABY = (
    RowOfPeopleFactory(
        person_key="ash", role="subject child", relation_to_child="self", date_of_birth="2026-01-06"
    ),
    *FAMILY[1:],
)
VIOLENCE = RowOfEventsFactory(
    row_id="v1",
    occurred_on="2026-03-25",
    kind="dv_incident",
    agency="police",
    other_people="mother; partner",
    child_seen="",
    child_spoken_to_alone="",
    summary="Police called at night.",
)


@pytest.fixture
def house(migrated_database_url: str) -> Iterator[Throughline]:
    opened = throughline(Settings(database_url=migrated_database_url), StoppedClock(NOW))
    yield opened
    opened.database.close()


def bring(house: Throughline, folder: Path) -> None:
    write_case(folder, [VIOLENCE], BABY)
    done = import_case(house, folder, source="ash", actor="operator:somebody")
    assert done.whole


def swept(house: Throughline) -> None:
    sweep(house.database, People, house.clock)


def opened(house: Throughline) -> list[str]:
    """
    Return what the log says was planned by a trigger, each as the row of practice behind it.
    """
    with house.reading() as session:
        record = gather(session.log, find_child(session.connection, "ash"))
    return [
        event.content["practice_id"]
        for event in record.events
        if event.kind == "outcome_planned" and event.content.get("origin") == "trigger"
    ]


def test_it_is_owed_once_however_often_it_is_looked_at(house, tmp_path):
    bring(house, tmp_path)
    swept(house)
    once = opened(house)
    assert "T23" in once

    swept(house)

    assert opened(house) == once


def test_it_is_not_owed_again_after_the_views_were_rebuilt(house, tmp_path):
    bring(house, tmp_path)
    swept(house)
    once = opened(house)

    rebuild(house.database, house.clock.now())
    swept(house)

    assert opened(house) == once
    assert all(one.differing == 0 for one in check(house.database))


def test_it_is_not_owed_again_after_the_same_folder_came_in_again(house, tmp_path):
    bring(house, tmp_path)
    swept(house)
    once = opened(house)

    bring(house, tmp_path)
    swept(house)
    house.clock.forward(days=1)
    bring(house, tmp_path)
    swept(house)

    assert opened(house) == once
