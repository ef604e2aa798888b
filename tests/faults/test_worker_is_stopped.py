"""A worker that is asked to end finishes what it has begun, and one that fails goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from escalation.running.health import sweep_health
from escalation.running.scheduler import beside_the_pages
from escalation.running.tables import HEARTBEAT
from service.migrating import open_database

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_asked_to_end_finishes_the_sweep_it_has_begun(asked):
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.working"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        process.send_signal(asked)
        said = process.stdout.read().split()
        assert process.wait(timeout=20) == 0
    assert said[0] == "ends"
    assert said.count("begins") == said.count("ends") - 1


@pytest.fixture
def database(migrated_sqlite_url):
    opened = open_database(migrated_sqlite_url)
    yield opened
    opened.close()


def finished(database, after=None):
    """
    Wait for a sweep that came to its end, or for one after that, and return when it did.
    """
    gives_up = time.monotonic() + 120
    while time.monotonic() < gives_up:
        with database.reading() as connection:
            found = connection.scalar(select(HEARTBEAT.c.finished))
        if found is not None and (after is None or found > after):
            return found
        time.sleep(0.05)
    pytest.fail("no sweep came to its end")


def noticed_in_three_periods(database, last):
    with database.reading() as connection:
        in_time = sweep_health(connection, last + timedelta(seconds=3, milliseconds=-1))
        late = sweep_health(connection, last + timedelta(seconds=3))
    assert (in_time["ok"], late["ok"]) == (True, False)


def test_a_worker_that_is_stopped_or_killed_is_noticed_within_three_periods(database):
    environment = {
        **os.environ,
        "THROUGHLINE_DATABASE_URL": str(database.url),
        "THROUGHLINE_SWEEP_SECONDS": "1",
    }
    command = [sys.executable, "-m", "service.cli", "worker"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as worker:
        finished(database)
        worker.send_signal(signal.SIGSTOP)
        os.waitpid(worker.pid, os.WUNTRACED)
        stopped = finished(database)
        noticed_in_three_periods(database, stopped)
        worker.send_signal(signal.SIGCONT)
        finished(database, after=stopped)
        worker.kill()
        assert worker.wait() == -signal.SIGKILL
    noticed_in_three_periods(database, finished(database))


def test_pages_do_not_open_before_one_sweep_has_come_to_its_end():
    swept = []
    scheduler = beside_the_pages(lambda: swept.append(1), every_seconds=3600)
    scheduler.shutdown()
    assert swept == [1]


def test_pages_do_not_open_on_a_sweep_that_cannot_run():
    def broken():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        beside_the_pages(broken, every_seconds=3600)


def test_one_sweep_that_fails_is_not_the_last(caplog):
    again = Event()
    swept = []

    def fails_at_first():
        swept.append(1)
        if len(swept) == 2:
            raise ZeroDivisionError
        if len(swept) > 2:
            again.set()

    scheduler = beside_the_pages(fails_at_first, every_seconds=1)
    assert again.wait(timeout=30)
    scheduler.shutdown()
    assert "the sweep stopped before its end: ZeroDivisionError" in caplog.text
