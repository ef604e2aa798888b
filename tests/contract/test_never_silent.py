"""However the sweep stops, page, /health and the watcher outside say so within three periods."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from sqlalchemy import delete

from escalation.running.heartbeat import begins_anew
from escalation.running.tables import DELIVERY
from service.doctor import looked_over
from service.sweeping import sweep_once
from tests.fakes.office import Office
from tests.fakes.stops import STOPS

if TYPE_CHECKING:
    from collections.abc import Iterator


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


@pytest.mark.parametrize("number", STOPS, ids=lambda number: f"{number} {STOPS[number].name}")
def test_a_stop_is_said_on_the_page_in_health_by_the_silence_outside_and_by_the_doctor(
    number, office, watcher
):
    stop = STOPS[number]
    try:
        with (
            patch("service.sweeping.seal_log"),
            patch("service.sweeping.tell_others"),
            patch("service.sweeping.make_duty_copies"),
        ):
            office.clock.forward(days=1)
            sweep_once(office.throughline)
            outside, browser = office.anonymous(), office.browser()
            assert outside.get("/health").get_json()["wrong"] == []
            before = watcher.heard
            with stop.happens(office):
                heard = watcher.heard
                health, escalation = outside.get("/health"), outside.get("/health/escalation")
                signed_in = browser if stop.signed_in else office.browser()
                page = signed_in.get("/my-work", follow_redirects=True)
                doctor = looked_over(office.throughline) if stop.readable else None
            doctor = doctor or looked_over(office.throughline)
    finally:
        _mended(office)
    assert (health.status_code, health.get_json()["ok"]) == (503, False)
    assert any(stop.said in wrong for wrong in health.get_json()["wrong"])
    assert escalation.status_code == 503
    assert any(stop.said in wrong for wrong in escalation.get_json()["wrong"])
    if stop.readable:
        assert "tell your administrator" in page.get_data(as_text=True)
    else:
        assert page.status_code == 503
    assert heard - before == stop.heard
    found = {one.name: one for one in doctor}
    assert not found[stop.part].ok
    assert stop.fix in found[stop.part].fix


def _mended(office: Office) -> None:
    """
    Let what one way left behind be dealt with, so that the next one begins well.
    """
    begins_anew(office.throughline.database)
    with office.throughline.database.writing() as connection:
        connection.execute(delete(DELIVERY))


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
