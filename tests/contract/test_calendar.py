"""Somebody's own dates in their own calendar: numbers and days, until they end the address."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from icalendar import Calendar

from events.errors import LogUnavailable
from service.access.accounts import deactivate
from tests.fakes.office import CANARIES, Office

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def post(office: Office, browser, act: str) -> str:
    page = browser.get("/my-account").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = browser.post("/my-account", data={"act": act, "csrf_token": token})
    return str(answer.get_data(as_text=True))


def made(office: Office, browser) -> str:
    page = post(office, browser, "make calendar")
    return "/calendar/" + str(page).split("/calendar/")[1].split("<")[0]


def test_a_calendar_reads_what_its_owner_owes_and_learns_of_nobody(office):
    planned = office.owes(due="2026-04-17")
    address = made(office, office.browser())
    answer = office.app.test_client().get(address)
    assert answer.content_type.startswith("text/calendar")
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    event = next(one for one in events if str(planned) in str(one["uid"]))
    assert event.decoded("dtstart").isoformat() == "2026-04-17"
    assert str(event["summary"]).startswith("Due: task ")
    for word in (*CANARIES, str(office.child), "Invented"):
        assert word.encode() not in answer.data


def test_the_address_ends_with_another_one_with_its_end_and_with_the_account(office):
    office.owes(due="2026-04-17")
    browser = office.browser()
    first = made(office, browser)
    second = made(office, browser)
    anybody = office.app.test_client()
    assert [anybody.get(one).status_code for one in (first, second)] == [404, 200]
    # It is shown once, and the page does not know it afterwards.
    assert second.rsplit("/", 1)[1] not in browser.get("/my-account").get_data(as_text=True)
    post(office, browser, "end calendar")
    assert anybody.get(second).status_code == 404
    third = made(office, browser)
    with office.throughline.writing() as session:
        deactivate(session.connection, user=office.user("worker"), now=session.now)
    assert anybody.get(third).status_code == 404
    assert anybody.get("/calendar/nothing.ics").status_code == 404


def test_the_secret_is_in_no_log_no_page_and_no_table(office, caplog):
    office.owes(due="2026-04-17")
    address = made(office, office.browser())
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    anybody = office.app.test_client()
    caplog.set_level(logging.DEBUG)
    assert anybody.get(address).status_code == 200
    broken = RuntimeError(f"cannot read {address}")
    with patch("service.web.calendar_feed.owed_by", side_effect=broken):
        failed = anybody.get(address)
    with patch("service.web.calendar_feed.owed_by", side_effect=LogUnavailable("database")):
        away = anybody.get(address)
    post(office, office.browser(), "end calendar")
    ended = anybody.get(address)
    assert [one.status_code for one in (failed, away, ended)] == [500, 503, 404]
    said = "".join(one.get_data(as_text=True) for one in (failed, away, ended))
    file = Path(str(office.throughline.database.url.database))
    kept = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    assert "failure" in caplog.text
    assert secret not in caplog.text + said
    assert secret.encode() not in kept
