"""A worker whose own clock is wrong sweeps by the clock that all workers share."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from service.database_clock import DatabaseClock, by_the_database
from service.migrating import open_database
from service.settings import Settings
from service.wiring import Throughline
from tests.fakes.stopped_clock import StoppedClock


def test_a_clock_that_is_days_ahead_raises_nothing_early_and_is_said(
    migrated_postgresql_database, caplog
):
    database = open_database(migrated_postgresql_database)
    ahead = StoppedClock((datetime.now(UTC) + timedelta(days=3)).isoformat())
    with caplog.at_level(logging.WARNING, "throughline.escalation"):
        told = DatabaseClock(database, ahead).now()
    assert abs(told - datetime.now(UTC)) < timedelta(minutes=5)
    assert "set it" in caplog.text
    database.close()


def test_workers_on_a_server_share_its_clock_and_a_clock_that_was_set_is_left_alone(
    migrated_postgresql_database,
):
    database = open_database(migrated_postgresql_database)
    house = Throughline(
        settings=Settings(database_url=migrated_postgresql_database), database=database
    )
    assert isinstance(by_the_database(house).clock, DatabaseClock)
    stopped = Throughline(
        settings=house.settings, database=database, clock=StoppedClock("2026-03-27T09:00:00Z")
    )
    assert by_the_database(stopped) is stopped
    embedded = Throughline(settings=Settings(), database=database)
    assert by_the_database(embedded) is embedded
    database.close()
