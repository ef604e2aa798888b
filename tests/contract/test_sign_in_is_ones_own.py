"""Whoever holds an account hears what others do with it, and nobody waits for a password's hash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from escalation.running.deliver import deliver
from escalation.running.deliveries.email import ByMail
from escalation.running.deliveries.email import MailServer as ServerSet
from escalation.running.parcels import Posting
from service.access import passwords
from service.access.account_notices import NEW_CODE, NEW_TOKEN
from service.access.people import People
from tests.fakes.office import CANARIES, PASSWORD, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.fakes.mail_server import MailServer


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    here = Office(migrated_database_url)
    yield here
    here.close()


def send(browser: FlaskClient, where: str, **form: str) -> TestResponse:
    token = browser.get(where).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    return browser.post(where, data={"csrf_token": token} | form)


@pytest.mark.parametrize(
    ("who", "where", "form"),
    [
        ("worker", "/my-account", {"password_now": PASSWORD, "password_new": "four other words"}),
        (
            "worker",
            "/set-password",
            {"username": "invented.worker", "password": "four other words"},
        ),
    ],
)
def test_while_a_new_password_is_hashed_others_record(
    office: Office, monkeypatch: pytest.MonkeyPatch, who: str, where: str, form: dict[str, str]
) -> None:
    recorded: list[str] = []
    browser = office.browser(who)
    hashed = passwords.hashed

    def meanwhile(password: str) -> str:
        # On SQLite one writer waits for the other: within the transaction this would never end.
        recorded.append(office.record({"fact": "Rang again."}))
        return hashed(password)

    monkeypatch.setattr(passwords, "hashed", meanwhile)
    assert send(browser, where, **form).status_code
    assert len(recorded) == 1


def test_whoever_holds_an_account_hears_at_once_what_others_did_with_it(
    office: Office, smtp_server: MailServer
) -> None:
    admin, user = office.browser("admin"), str(office.user("worker"))
    page = send(admin, "/administration", wanted="password", user=user).text
    (code,) = re.findall(r"\b[0-9a-f]{4}(?:-[0-9a-f]{4}){4}\b", page)
    office.token("worker")
    form = {"username": "invented.worker", "code": code, "password": "four other words"}
    worker = office.app.test_client()
    assert send(worker, "/set-password", **form).status_code == 303
    assert "Something was done with your account" in worker.get("/my-work").text
    page = worker.get("/my-account").text
    assert NEW_CODE in page
    assert NEW_TOKEN in page

    server = ByMail(ServerSet(host=smtp_server.host, port=smtp_server.port))
    deliver(
        office.throughline.database,
        People,
        Posting(carriers={"email": server}),
        now=office.clock.now(),
    )
    (mail,) = smtp_server.to("worker@agency.invalid")
    said = mail.get_content()
    assert mail["Subject"] == "Something was done with your Throughline account"
    assert NEW_CODE in said
    assert NEW_TOKEN in said
    assert "overdue" not in said
    for word in (*CANARIES, "Invented", "invented.worker", "four other words"):
        assert word not in mail.as_string()

    notices = re.findall('name="notice" value="([^"]+)"', page)
    for one in notices:
        send(worker, "/my-account", act="seen", notice=one)
    assert "Something was done with your account" not in worker.get("/my-work").text


def test_a_token_in_ones_name_is_seen_and_ended_by_oneself_and_by_no_colleague(
    office: Office,
) -> None:
    worker, api = office.browser("worker"), office.api("worker")
    assert api.get("/api/children").status_code == 200
    (prefix,) = re.findall('name="token" value="([0-9a-f]+)"', worker.get("/my-account").text)
    other = office.browser("other")
    assert prefix not in other.get("/my-account").text
    send(other, "/my-account", act="revoke", token=prefix)
    assert api.get("/api/children").status_code == 200
    send(worker, "/my-account", act="revoke", token=prefix)
    assert api.get("/api/children").status_code == 401
