"""Words that look like somebody's task are asked for an owner and a date, or say that nobody is."""

from __future__ import annotations

import re

import pytest

from tests.fakes.office import Office

DAY = {"occurred-day": "27", "occurred-month": "3", "occurred-year": "2026"}
CALL = {
    "fact": "The school rang again.",
    "from_whom": "school",
    "about": "Bruises on an arm",
    "outcome": "follow_up",
    "key": "one",
}


@pytest.fixture
def office(migrated_database_url):
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def test_a_call_to_be_followed_up_does_not_look_like_somebodys_task_until_it_is(office):
    browser, child = office.browser(), f"/children/{office.child}"
    token = re.findall('csrf_token" value="([^"]+)"', browser.get(f"{child}/quick").text)[0]
    sent = {"csrf_token": token}

    went = browser.post(f"{child}/quick", data=sent | CALL | DAY)
    asked = browser.get(went.location)
    before = browser.get(child)

    number = went.location.split("evidence=")[1]
    assert "Nobody is yet asked to follow it up" in asked.text
    assert "Bruises on an arm" in asked.text
    assert "Nobody is yet asked to follow this up" in before.text
    assert went.location in before.text
    form = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', asked.text))
    texts = dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)<', asked.text))
    due = {"due-day": "30", "due-month": "3", "due-year": "2026"}
    planned = browser.post(went.location, data=form | texts | due)
    assert planned.status_code == 303, planned.text
    page = browser.get(planned.location).text
    assert "Invented Worker" in page
    assert f"#e{number}" in page
    assert "Nobody is yet asked" not in browser.get(child).text
