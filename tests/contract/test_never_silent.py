"""However the sweep stops, page, /health and the watcher outside say so within three periods."""

from __future__ import annotations

from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from sqlalchemy import delete

from escalation.errors import CalendarEnds
from escalation.running.heartbeat import beginning
from escalation.running.tables import HEARTBEAT
from events.errors import LogUnavailable
from service.sweeping import sweep_once
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

PERIOD = timedelta(seconds=60)


class Watcher:
    """
    Somebody elsewhere who counts how often the sweep was heard of.
    """

    def __init__(self) -> None:
        self.heard = 0
        watcher = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                watcher.heard += 1
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Answers)
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/ping"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def watcher() -> Iterator[Watcher]:
    made = Watcher()
    yield made
    made.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory, watcher) -> Iterator[Office]:
    from service.migrating import migrate

    url = f"sqlite:///{tmp_path_factory.mktemp('silent') / 'throughline.db'}"
    migrate(url)
    made = Office(url)
    from dataclasses import replace

    made.throughline = replace(
        made.throughline, settings=replace(made.throughline.settings, watcher=watcher.address)
    )
    yield made
    made.close()


def raising(where: str, error: BaseException):
    return patch(where, side_effect=error)


def never_runs(_office: Office):
    """
    Killed, stopped by a signal, never imported, switched off: no sweep begins at all.
    """
    return


STOPS = {
    "the worker was killed": never_runs,
    "the worker is stopped and not dead": never_runs,
    "the worker's program cannot be imported": never_runs,
    "somebody switched it off": never_runs,
    "an error in the sweep": lambda _: raising(
        "escalation.running.sweep.raise_what_is_due", ZeroDivisionError()
    ),
    "the database is away while it sweeps": lambda _: raising(
        "escalation.running.sweep.open_what_is_owed", LogUnavailable("database")
    ),
    "it hangs on a lock for ever": "hangs",
    "the disk is full": lambda _: raising(
        "escalation.running.sweep.raise_what_is_due", LogUnavailable("database or disk is full")
    ),
    "the clock was set back a year": "set back",
    "the calendar is empty": lambda _: raising(
        "escalation.running.sweep.raise_what_is_due", CalendarEnds(__import__("datetime").date.max)
    ),
    "the schema is of another version": never_runs,
    "it was never started": "never started",
}


@pytest.mark.parametrize("way", STOPS, ids=str)
def test_a_stop_is_said_on_the_page_in_health_and_by_the_silence_outside(way, office, watcher):
    with patch("service.sweeping.seal_log"), patch("service.sweeping.tell_others"):
        sweep_once(office.throughline)
        before = watcher.heard
        assert office.anonymous().get("/health").status_code == 200
        stop = STOPS[way]
        if stop == "never started":
            with office.throughline.database.writing() as connection:
                connection.execute(delete(HEARTBEAT))
        for _ in range(4):
            office.clock.forward(minutes=1)
            if stop == "hangs":
                beginning(
                    office.throughline.database,
                    worker="hangs",
                    now=office.clock.now(),
                    every_seconds=60,
                )
            elif callable(stop) and (broken := stop(office)) is not None:
                with broken, pytest.raises(Exception):  # noqa: B017, PT011 - whatever it is
                    sweep_once(office.throughline)
        if stop == "set back":
            office.clock.forward(days=-365)

        health = office.anonymous().get("/health")
        page = office.browser().get("/my-work", follow_redirects=True).get_data(as_text=True)

    assert (health.status_code, health.get_json()["ok"]) == (503, False)
    assert "tell your administrator" in page
    assert watcher.heard == before
    if stop == "set back":
        office.clock.forward(days=365)


def test_mail_that_is_set_wrong_is_said_where_mail_is_looked_after(office):
    told = office.anonymous().get("/health/escalation")

    assert told.status_code == 503
    assert any("mail server" in wrong for wrong in told.get_json()["wrong"])


def test_the_watcher_hears_of_every_sweep_that_went_well(office, watcher):
    before = watcher.heard
    with patch("service.sweeping.seal_log"), patch("service.sweeping.tell_others"):
        sweep_once(office.throughline)
        sweep_once(office.throughline)
    assert watcher.heard == before + 2


def test_a_watcher_that_cannot_be_reached_holds_nothing_up(office, caplog):
    with (
        patch("service.sweeping.seal_log"),
        patch("service.sweeping.tell_others"),
        patch("service.watching._asked", side_effect=OSError),
    ):
        sweep_once(office.throughline)
    assert "the watcher outside was not reached: OSError" in caplog.text


def test_prometheus_reads_figures_and_nobodys_name(office):
    office.overdue()

    figures = office.anonymous().get("/health/escalation?format=prometheus")
    said = figures.get_data(as_text=True)

    assert figures.status_code == 200
    assert 'throughline_outcomes_overdue{level="1"} 1.0' in said
    assert "throughline_sweep_ok 1.0" in said
    assert "throughline_outcomes_due 0.0" in said
    for word in ("Invented", "Quillonby", "social care"):
        assert word not in said
