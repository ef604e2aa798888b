"""Whoever holds an account hears what others do with it, and nobody waits for a password's hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.access import passwords
from tests.fakes.office import PASSWORD, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


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
        ("admin", "/administration", {"wanted": "password", "password": "four other words"}),
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
    user = str(office.user("worker"))
    assert send(browser, where, **form, **({"user": user} if who == "admin" else {})).status_code
    assert len(recorded) == 1
