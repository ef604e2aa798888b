"""Nobody who is not signed in holds up those who record, or locks them out."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from service import serving
from service.access.forgetting import KEPT, forget_sign_ins
from service.access.guessing import OF_NAME_AND_SOURCE, OF_SOURCE, Source
from service.access.hashing import Turns
from service.access.passwords import matches
from service.access.sign_in import note
from service.access.tables import SIGN_IN_ATTEMPT
from service.web.app import create_app
from service.web.known_browser import COOKIE, source_of
from service.web.pages import sign_in
from tests.fakes.office import PASSWORD, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

STRANGER, OFFICE = "198.51.100.7", "203.0.113.9"


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    here = Office(migrated_database_url)
    yield here
    here.close()


def send(client: FlaskClient, username: str, password: str, address: str) -> TestResponse:
    source = {"REMOTE_ADDR": address}
    page = client.get("/sign-in", environ_overrides=source).text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    form = {"username": username, "password": password, "csrf_token": token, "next": "/"}
    return client.post("/sign-in", data=form, environ_overrides=source)


def test_while_a_password_is_looked_at_others_record(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded: list[str] = []

    def looked_at(stored: str | None, password: str) -> bool:
        # On SQLite this waits for the writer before it and fails; on PostgreSQL the note does.
        with office.throughline.writing() as session:
            note(session.connection, username="x", source=Source(mark="x"), now=session.now)
        recorded.append(office.record({"fact": "Rang again."}))
        return matches(stored, password)

    monkeypatch.setattr(sign_in, "matches", looked_at)
    answer = send(office.app.test_client(), "invented.worker", PASSWORD, OFFICE)

    assert answer.status_code == 303
    assert len(recorded) == 1


def test_who_comes_when_too_many_are_looked_at_is_asked_to_wait_and_holds_no_thread(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = Turns(at_once=1, waiting=0)
    monkeypatch.setattr(sign_in, "TURNS", turns)
    with turns.turn():
        answer = send(office.app.test_client(), "invented.worker", PASSWORD, OFFICE)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Wait a little and try again" in answer.text
    assert send(office.app.test_client(), "invented.worker", PASSWORD, OFFICE).status_code == 303


def test_whoever_waits_too_long_for_a_turn_is_sent_away_and_gives_the_place_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = Turns(at_once=1, waiting=1, longest_seconds=0)
    monkeypatch.setattr(sign_in, "TURNS", turns)
    with turns.turn():
        client = office.app.test_client()
        codes = [send(client, "invented.worker", PASSWORD, OFFICE).status_code for _ in "123"]

    assert codes == [429, 429, 429]
    assert send(office.app.test_client(), "invented.worker", PASSWORD, OFFICE).status_code == 303


def test_a_strangers_wrong_passwords_lock_the_stranger_and_not_the_worker(office: Office) -> None:
    stranger = office.app.test_client()
    for _ in range(OF_NAME_AND_SOURCE):
        assert send(stranger, "invented.worker", "wrong words here", STRANGER).status_code == 422

    assert "Too many wrong passwords" in send(stranger, "invented.worker", PASSWORD, STRANGER).text
    assert send(office.app.test_client(), "invented.worker", PASSWORD, OFFICE).status_code == 303


def test_a_browser_that_was_signed_in_before_comes_in_though_its_whole_office_is_held_up(
    office: Office,
) -> None:
    browser = office.app.test_client()
    signed_in = send(browser, "invented.worker", PASSWORD, OFFICE)
    (kept,) = [each for each in signed_in.headers.getlist("Set-Cookie") if COOKIE in each]
    assert "HttpOnly" in kept
    assert "SameSite=Lax" in kept
    browser.delete_cookie("throughline")
    elsewhere = office.app.test_client()
    guess = send(elsewhere, "nobody", PASSWORD, OFFICE)
    assert guess.status_code == 422
    with office.throughline.writing() as session:
        for number in range(OF_SOURCE - 1):
            with office.app.test_request_context(environ_base={"REMOTE_ADDR": OFFICE}):
                source = source_of(None)
            note(session.connection, username=f"name{number}", source=source, now=session.now)

    assert "Too many wrong passwords" in send(elsewhere, "invented.other", PASSWORD, OFFICE).text
    assert "Too many wrong passwords" in send(browser, "invented.other", PASSWORD, OFFICE).text
    assert send(browser, "invented.worker", PASSWORD, OFFICE).status_code == 303


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_behind_proxies_strangers_lock_out_nobody_else_and_nobody_names_their_own_address(
    office: Office, monkeypatch: pytest.MonkeyPatch, proxies: int
) -> None:
    settings = replace(office.throughline.settings, proxies=proxies)
    app = create_app(replace(office.throughline, settings=settings))

    def source(*said: str) -> str:
        sent = {"X-Forwarded-For": ", ".join(said)} if said else {}
        with app.test_client() as client:
            client.get("/sign-in", headers=sent, environ_overrides={"REMOTE_ADDR": "10.0.0.1"})
            return source_of(None).mark

    names_itself, direct = "192.0.2.1", source()
    marks = {
        0: direct,
        1: source(STRANGER),
        2: source(STRANGER, "10.0.0.2"),
    }
    through = (STRANGER, "10.0.0.2")[:proxies]
    assert source(names_itself, *through) == marks[proxies]
    assert (marks[proxies] == direct) is (proxies == 0)
    # The server in front of the application would else take away what proxies say.
    started: dict[str, Any] = {}
    monkeypatch.setattr(serving, "create_server", lambda _, **how: started.update(how))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving._server(app, listening, settings)
    assert started["clear_untrusted_proxy_headers"] is (proxies == 0)


def test_a_cookie_that_this_service_did_not_sign_makes_no_browser_known(office: Office) -> None:
    with office.app.test_request_context(
        environ_base={"REMOTE_ADDR": OFFICE}, headers={"Cookie": f"{COOKIE}=made.up.here"}
    ):
        assert not source_of(office.user("worker")).known


@pytest.mark.parametrize(
    "where",
    [
        "/my-work\r\nX: y",
        "/\n/elsewhere.example",
        "/\t/elsewhere.example",
        "/\\elsewhere.example",
        "",
    ],
)
def test_whatever_a_link_says_one_signs_in_to_a_page_of_this_service(
    office: Office, where: str
) -> None:
    client = office.app.test_client()
    page = client.get("/sign-in", query_string={"next": where}).text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    form = {"username": "invented.worker", "password": PASSWORD, "csrf_token": token}
    answer = client.post("/sign-in", data=form | {"next": where})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_tries_that_no_bound_counts_any_more_are_forgotten(office: Office) -> None:
    send(office.app.test_client(), "invented.worker", "wrong words", STRANGER)
    office.clock.forward(days=KEPT.days - 1)
    send(office.app.test_client(), "invented.worker", PASSWORD, OFFICE)
    assert forget_sign_ins(office.throughline) == 0
    office.clock.forward(days=1, minutes=1)
    assert forget_sign_ins(office.throughline) == 1
    with office.throughline.reading() as session:
        assert len(session.connection.execute(select(SIGN_IN_ATTEMPT)).all()) == 1
