"""An administrator says who is told, sees how it fares, and sees a secret once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from standardwebhooks import Webhook

from service.web.app import create_app
from service.webhooks.delivering import deliver_webhooks
from tests.fakes.office import CANARIES, Office
from tests.fakes.receiver import Receiver

if TYPE_CHECKING:
    from flask.testing import FlaskClient

WHERE = "/administration/webhooks"


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    from datetime import UTC, datetime

    here = Office(migrated_database_url, now=datetime.now(UTC).replace(microsecond=0))
    settings = replace(
        here.throughline.settings, webhook_key="w" * 40, webhook_networks="127.0.0.0/8"
    )
    here.throughline = replace(here.throughline, settings=settings)
    here.app = create_app(here.throughline)
    yield here
    here.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    opened = Receiver()
    yield opened
    opened.stop()


def sent(browser: FlaskClient, **form: str) -> str:
    token = re.findall('name="csrf_token" value="([^"]+)"', browser.get(WHERE).text)[0]
    answer = browser.post(WHERE, data={"csrf_token": token} | form, follow_redirects=True)
    return str(answer.text)


def add(browser: FlaskClient, receiver: Receiver, **more: str) -> str:
    asked = {
        "wanted": "add",
        "purpose": "Invented hospital",
        "url": receiver.url,
        "username": "invented.worker",
        "style": "full",
        "checkpoints": "events",
    }
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", sent(browser, **(asked | more)))
    return str(secret)


def test_a_secret_is_shown_once_and_signs_what_is_sent(office: Office, receiver: Receiver) -> None:
    browser = office.browser("admin")
    secret = add(browser, receiver)
    assert "whsec_" not in browser.get(WHERE).text
    number = office.record({"fact": "Rang again."})
    assert deliver_webhooks(office.throughline, office.clock.now()) == 1
    (told,) = receiver.told(secret)
    assert told["id"] == number


def test_the_page_tells_that_a_receiver_is_down_and_since_when(
    office: Office, receiver: Receiver
) -> None:
    browser = office.browser("admin")
    add(browser, receiver)
    receiver.behaves = "500"
    office.record({"fact": "Rang again."})
    deliver_webhooks(office.throughline, office.clock.now())
    page = browser.get(WHERE).text
    assert "HTTP 500" in page
    office.clock.forward(minutes=6)
    told = office.app.test_client().get("/health/escalation").get_json()
    assert not told["webhooks"]["ok"]
    assert receiver.url not in str(told)
    for canary in CANARIES:
        assert canary not in page


def test_it_is_tried_out_stopped_given_a_new_secret_and_ended(
    office: Office, receiver: Receiver
) -> None:
    browser = office.browser("admin")
    add(browser, receiver)
    (prefix, *_) = re.findall('name="webhook" value="([0-9a-f]+)"', browser.get(WHERE).text)
    assert "took a message about nobody" in sent(browser, wanted="test", webhook=prefix)
    (new,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", sent(browser, wanted="rotate", webhook=prefix))
    assert "Nothing more is sent" in sent(browser, wanted="stop", webhook=prefix)
    office.record({"fact": "While it was stopped."})
    assert deliver_webhooks(office.throughline, office.clock.now()) == 0
    sent(browser, wanted="start", webhook=prefix)
    office.clock.forward(seconds=int(timedelta(minutes=1).total_seconds()))
    assert deliver_webhooks(office.throughline, office.clock.now()) == 1
    headers, body = receiver.taken[-1]
    assert Webhook(new).verify(body, headers)
    sent(browser, wanted="remove", webhook=prefix)
    assert prefix not in browser.get(WHERE).text


def test_what_will_not_do_is_said_beside_its_field_and_kept(
    office: Office, receiver: Receiver
) -> None:
    browser = office.browser("admin")
    page = sent(
        browser,
        wanted="add",
        purpose="",
        url="http://hook.example/",
        username="nobody",
        style="full",
        kinds="No such kind",
    )
    for name in ("purpose", "url", "username", "kinds", "checkpoints"):
        assert f'href="#{name}"' in page
    assert "http://hook.example/" in page


def test_nobody_but_an_administrator_sets_one_up(office: Office) -> None:
    assert office.browser("lead").get(WHERE).status_code == 403
