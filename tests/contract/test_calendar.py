"""Somebody's own dates in their own calendar: numbers and days, until they end the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

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
