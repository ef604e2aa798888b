"""A page never lets anybody believe that somebody will be told who will not be."""

from __future__ import annotations

import re

import pytest

from tests.fakes.office import AGENCY, Office


@pytest.fixture
def office(migrated_sqlite_url):
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def token(browser, where):
    return re.findall('csrf_token" value="([^"]+)"', browser.get(where).text)[0]


def days(prefix, day):
    year, month, of_month = day.split("-")
    return {f"{prefix}-day": of_month, f"{prefix}-month": month, f"{prefix}-year": year}


def planned(browser, office, owner):
    where = f"/children/{office.child}/plan-outcome"
    sent = {
        "csrf_token": token(browser, where),
        "key": f"plan {owner}",
        "risk": "Meals are missed.",
        "response": "Weekly visits.",
        "desired": "Is not hungry on Monday mornings.",
        "measure": "School's breakfast notes.",
        "owner": owner,
        "agency": AGENCY,
    }
    answer = browser.post(where, data=sent | days("due", "2026-04-20"))
    assert answer.status_code == 303, answer.text
    return browser.get(answer.location).text


def test_who_plans_with_an_owner_without_a_sign_in_is_told_that_nobody_is_reminded(office):
    browser = office.browser()

    page = planned(browser, office, "Jane Unknown")
    plan = browser.get(f"/children/{office.child}/outcomes").text

    assert "Planned. No single person of the owner’s name has a sign-in here" in page
    assert "Invented Worker (Invented social care), who leads the child’s work, hears" in page
    assert "Choose who chases it" in page
    assert "Owner has no sign-in" in page
    assert "Owner has no sign-in" in plan


def test_an_owner_who_has_a_sign_in_is_not_said_to_have_none(office):
    browser = office.browser()

    page = planned(browser, office, "Invented Other (Invented social care)")
    plan = browser.get(f"/children/{office.child}/outcomes").text

    assert "Planned." in page
    assert "sign-in" not in page + plan
