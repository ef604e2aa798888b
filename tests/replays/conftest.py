"""The published sample, imported once for everything that replays it."""

from __future__ import annotations

import pytest

from projections.child_record import ChildRecord, gather
from projections.stored.directory import find_child
from service.importing.importing import import_case
from service.migrating import migrate
from service.settings import Settings
from service.wiring import throughline
from tests.replays.sample import SAMPLE


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> ChildRecord:
    """
    The record of the sample's child, as the log holds it.
    """
    url = f"sqlite:///{tmp_path_factory.mktemp('sample') / 'sample.db'}"
    migrate(url)
    house = throughline(Settings(database_url=url))
    done = import_case(house, SAMPLE, source="baby-peter", actor="operator:somebody")
    assert done.whole
    with house.reading() as session:
        found = gather(session.log, find_child(session.connection, "peter"))
    house.database.close()
    return found
