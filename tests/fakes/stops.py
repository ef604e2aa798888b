"""The twelve ways in which a sweep stops, each made to happen, and one more: it never began."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from sqlalchemy import delete

from escalation.running.heartbeat import beginning
from escalation.running.tables import HEARTBEAT
from events.errors import LogUnavailable, SchemaOutOfDate
from events.log.database import Database
from service.migrating import open_database
from service.sweeping import sweep_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from tests.fakes.office import Office

PERIODS = 3
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
        happens: Makes it happen, and lets four periods pass under it.
        part: What ``throughline doctor`` finds wrong, and ``fix`` what it says about mending it.
    """

    name: str
    happens: Callable[[Office], AbstractContextManager[None]]
    fix: str
    part: str = "sweep"


def _passes(office: Office, *, sweeps: Callable[[], object] | None = None) -> None:
    for _ in range(PERIODS + 1):
        office.clock.forward(minutes=1)
        if sweeps is not None:
            with suppress(Exception):
                sweeps()


@contextmanager
def nobody_sweeps(office: Office) -> Iterator[None]:
    _passes(office)
    yield


@contextmanager
def stopped_in_the_middle(office: Office) -> Iterator[None]:
    office.clock.forward(minutes=1)
    database, now = office.throughline.database, office.clock.now()
    beginning(database, worker="stopped", now=now, every_seconds=60)
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
        cwd=Path(__file__).parents[2],
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
        assert office.anonymous().get("/health").status_code == 503
    finally:
        elsewhere.rename(file)
    yield


@contextmanager
def a_lock_is_held_for_ever(office: Office) -> Iterator[None]:
    url = office.throughline.settings.database_url
    with (
        patch.dict("events.log.database._SQLITE_SETTINGS", busy_timeout=(20, 20)),
        office.throughline.database.writing(),
    ):
        worker = replace(office.throughline, database=open_database(url))
        _passes(office, sweeps=lambda: sweep_once(worker))
        worker.database.close()
    yield


@contextmanager
def the_clock_is_set_back(office: Office) -> Iterator[None]:
    office.clock.forward(days=-365)
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

    for _ in range(PERIODS + 1):
        office.clock.forward(minutes=1)
        another_worker()
    with patch("service.doctor.newest", return_value="9999_of_tomorrow"):
        yield


@contextmanager
def it_never_began(office: Office) -> Iterator[None]:
    with office.throughline.database.writing() as connection:
        connection.execute(delete(HEARTBEAT))
    yield


_RAISING = "escalation.running.sweep.raise_what_is_due"

STOPS = {
    1: Stop(name="the worker was killed", happens=nobody_sweeps, fix="start it again"),
    2: Stop(
        name="the worker is stopped and not dead",
        happens=stopped_in_the_middle,
        fix="end that worker",
    ),
    3: Stop(
        name="an error in the sweep",
        happens=fails(_RAISING, ZeroDivisionError()),
        fix="read the worker's messages",
    ),
    4: Stop(
        name="the worker's program cannot be imported",
        happens=the_program_cannot_be_imported,
        fix="start it again",
    ),
    5: Stop(name="the database is away", happens=the_database_is_away, fix="start it again"),
    6: Stop(name="a lock is held for ever", happens=a_lock_is_held_for_ever, fix="start it again"),
    7: Stop(
        name="the disk is full",
        happens=fails(_RAISING, LogUnavailable("the disk is full")),
        fix="make room on the disk",
    ),
    8: Stop(
        name="the clock was set back", happens=the_clock_is_set_back, fix="set the clock right"
    ),
    9: Stop(
        name="the calendar is empty",
        happens=the_calendar_is_empty,
        part="things owed",
        fix="bank holidays",
    ),
    10: Stop(
        name="mail is set wrong", happens=mail_is_set_wrong, fix="settings of the mail server"
    ),
    11: Stop(name="somebody switched it off", happens=nobody_sweeps, fix="`throughline worker`"),
    12: Stop(
        name="the schema is of another version",
        happens=the_schema_is_older_than_the_worker,
        part="schema",
        fix="Update throughline",
    ),
    13: Stop(name="it was never started", happens=it_never_began, fix="`throughline worker`"),
}
"""By the number of the way."""
