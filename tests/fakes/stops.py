"""The twelve ways in which a sweep stops, each made to happen, and one more: it never began."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from sqlalchemy import delete, update

from escalation.running.tables import DELIVERY, HEARTBEAT
from events.errors import SchemaOutOfDate
from events.log.database import Database
from service.migrating import open_database
from service.sweeping import sweep_once
from tests.fakes.a_worker import RAISING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from tests.fakes.office import Office

PERIODS = 3
MANY = 20
"""So many things fall due at once on the full disk that they need room."""
_ROOT = Path(__file__).parents[2]
_BROKEN_PROGRAM = """
import sys
sys.modules["escalation.running.scheduler"] = None
import service.cli.commands.worker
"""


@dataclass(frozen=True, kw_only=True)
class Stop:
    """
    One way of stopping.

    Args:
        happens: Makes it happen, and lets three periods pass under it.
        said: What health, page and doctor say of it.
        part: What ``throughline doctor`` finds wrong, and ``fix`` what it says about mending it.
        heard: How often the watcher outside is told meanwhile that all is well.
        signed_in: Who reads a page meanwhile must have signed in before.
        readable: Whether anything can be read while it lasts; if not, the doctor looks afterwards.
    """

    name: str
    happens: Callable[[Office], AbstractContextManager[None]]
    said: str
    fix: str
    part: str = "sweep"
    heard: int = 0
    signed_in: bool = False
    readable: bool = True


def _passes(office: Office, *, sweeps: Callable[[], object] | None = None) -> None:
    for _ in range(PERIODS):
        office.clock.forward(minutes=1)
        if sweeps is not None:
            with suppress(Exception):
                sweeps()


@contextmanager
def _a_worker(office: Office, does: str, until: str) -> Iterator[subprocess.Popen[str]]:
    settings = office.throughline.settings
    now = office.clock.now().isoformat()
    command = [sys.executable, "-m", "tests.fakes.a_worker"]
    with subprocess.Popen(
        [*command, settings.database_url, now, settings.watcher, does],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        try:
            assert worker.stdout is not None
            assert worker.stdout.readline() == f"{until}\n"
            yield worker
        finally:
            worker.kill()


@contextmanager
def killed_in_the_middle(office: Office) -> Iterator[None]:
    office.clock.forward(seconds=1)
    with _a_worker(office, "hangs", "in the middle") as worker:
        worker.kill()
        assert worker.wait() == -signal.SIGKILL
    office.clock.forward(seconds=-1)
    _passes(office)
    yield


@contextmanager
def stopped_in_the_middle(office: Office) -> Iterator[None]:
    office.clock.forward(seconds=1)
    with _a_worker(office, "hangs", "in the middle") as worker:
        worker.send_signal(signal.SIGSTOP)
        os.waitpid(worker.pid, os.WUNTRACED)
        office.clock.forward(seconds=-1)
        _passes(office)
        yield


@contextmanager
def switched_off(office: Office) -> Iterator[None]:
    with _a_worker(office, "works", "swept") as worker:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait() == 0
    _passes(office)
    yield


def fails(where: str, error: Exception) -> Callable[[Office], AbstractContextManager[None]]:
    @contextmanager
    def happens(office: Office) -> Iterator[None]:
        with patch(where, side_effect=error):
            _passes(office, sweeps=lambda: sweep_once(office.throughline))
        yield

    return happens


@contextmanager
def the_program_cannot_be_imported(office: Office) -> Iterator[None]:
    began = subprocess.run(
        [sys.executable, "-c", _BROKEN_PROGRAM],
        cwd=_ROOT,
        capture_output=True,
        check=False,
    )
    assert began.returncode != 0
    assert b"ImportError" in began.stderr or b"ModuleNotFoundError" in began.stderr
    _passes(office)
    yield


@contextmanager
def the_database_is_away(office: Office) -> Iterator[None]:
    file = Path(str(office.throughline.database.url.database))
    elsewhere = file.rename(file.with_name("elsewhere.db"))
    try:
        _passes(office, sweeps=lambda: sweep_once(office.throughline))
        yield
    finally:
        elsewhere.rename(file)


@contextmanager
def a_lock_is_held_for_ever(office: Office) -> Iterator[None]:
    url = office.throughline.settings.database_url
    file = str(office.throughline.database.url.database)
    with (
        patch.dict("events.log.engine._SQLITE_SETTINGS", busy_timeout=(20, 20)),
        closing(sqlite3.connect(file, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        worker = replace(office.throughline, database=open_database(url))
        _passes(office, sweeps=lambda: sweep_once(worker))
        yield
        worker.database.close()


@contextmanager
def the_disk_is_full(office: Office) -> Iterator[None]:
    first = office.clock.now().date()
    for days in range(MANY):
        office.owes((first + timedelta(days=days)).isoformat())
    with office.throughline.database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    office.clock.forward(days=MANY)
    # The clock went on without a sweep; the one that was well is of now.
    with office.throughline.database.writing() as connection:
        connection.execute(update(HEARTBEAT).values(started=office.clock.now()))
        connection.execute(update(HEARTBEAT).values(finished=office.clock.now()))
    with patch.dict("events.log.engine._SQLITE_SETTINGS", max_page_count=(pages, pages)):
        full = open_database(office.throughline.settings.database_url)
        worker = replace(office.throughline, database=full)
        _passes(office, sweeps=lambda: sweep_once(worker))
        yield
        full.close()


@contextmanager
def the_clock_is_set_back(office: Office) -> Iterator[None]:
    office.clock.forward(days=-365)
    # Whoever sweeps by that clock believes that all is well.
    _passes(office, sweeps=lambda: sweep_once(office.throughline))
    yield
    office.clock.forward(days=366)


@contextmanager
def the_calendar_is_empty(office: Office) -> Iterator[None]:
    office.owes(office.clock.now().date().isoformat())
    office.clock.forward(days=1)
    with patch("escalation.working_days._LAST_YEAR", 2000):
        _passes(office, sweeps=lambda: sweep_once(office.throughline))
    yield


@contextmanager
def mail_is_set_wrong(office: Office) -> Iterator[None]:
    settings = replace(office.throughline.settings, smtp_host="127.0.0.1", smtp_port=9)
    worker = replace(office.throughline, settings=settings)
    # What waited before for a mail server would be late at once.
    with office.throughline.database.writing() as connection:
        connection.execute(delete(DELIVERY))
    office.owes(office.clock.now().date().isoformat())
    office.clock.forward(days=1)
    _passes(office, sweeps=lambda: sweep_once(worker))
    yield


@contextmanager
def the_schema_is_older_than_the_worker(office: Office) -> Iterator[None]:
    def another_worker() -> None:
        with suppress(SchemaOutOfDate):
            Database(office.throughline.settings.database_url, needs="9999_of_tomorrow")
            message = "a worker began on tables that it does not know"
            raise AssertionError(message)

    for _ in range(PERIODS):
        office.clock.forward(minutes=1)
        another_worker()
    with patch("service.doctor.newest", return_value="9999_of_tomorrow"):
        yield


@contextmanager
def it_never_began(office: Office) -> Iterator[None]:
    with office.throughline.database.writing() as connection:
        connection.execute(delete(HEARTBEAT))
    yield


STOPS = {
    1: Stop(
        name="the worker was killed",
        happens=killed_in_the_middle,
        said="hangs or was killed",
        fix="end that worker if it still runs",
    ),
    2: Stop(
        name="the worker is stopped and not dead",
        happens=stopped_in_the_middle,
        said="hangs or was killed",
        fix="end that worker if it still runs",
    ),
    3: Stop(
        name="an error in the sweep",
        happens=fails(RAISING, ZeroDivisionError()),
        said="ZeroDivisionError",
        fix="read the worker's messages",
    ),
    4: Stop(
        name="the worker's program cannot be imported",
        happens=the_program_cannot_be_imported,
        said="No sweep has finished since",
        fix="start it again",
    ),
    5: Stop(
        name="the database is away",
        happens=the_database_is_away,
        said="The database cannot be reached",
        fix="start it again",
        signed_in=True,
        readable=False,
    ),
    6: Stop(
        name="a lock is held for ever",
        happens=a_lock_is_held_for_ever,
        said="No sweep has finished since",
        fix="start it again",
        signed_in=True,
    ),
    7: Stop(
        name="the disk is full",
        happens=the_disk_is_full,
        said="LogUnavailable",
        fix="make room on the disk",
    ),
    8: Stop(
        name="the clock was set back",
        happens=the_clock_is_set_back,
        said="ahead of the clock",
        fix="set the clock right",
    ),
    9: Stop(
        name="the calendar is empty",
        happens=the_calendar_is_empty,
        said="could not deal with",
        part="things owed",
        fix="bank holidays",
    ),
    10: Stop(
        name="mail is set wrong",
        happens=mail_is_set_wrong,
        said="have not arrived",
        fix="settings of the mail server",
        heard=PERIODS - 1,
    ),
    11: Stop(
        name="somebody switched it off",
        happens=switched_off,
        said="No sweep has finished since",
        fix="`throughline worker`",
        # It ended its last sweep in order.
        heard=1,
    ),
    12: Stop(
        name="the schema is of another version",
        happens=the_schema_is_older_than_the_worker,
        said="No sweep has finished since",
        part="schema",
        fix="Update throughline",
    ),
    13: Stop(
        name="it was never started",
        happens=it_never_began,
        said="never run",
        fix="`throughline worker`",
    ),
}
"""By the number of the way."""
