"""Quick entry asks what cannot wait, and puts nothing on record that nobody said."""

from __future__ import annotations

import re

import pytest

from escalation.owed import owed
from tests.fakes.office import Office

DAY = {"occurred-day": "27", "occurred-month": "3", "occurred-year": "2026"}
BRUISE = {
    "kind": "contact",
    "fact": "The health visitor saw a bruise on the cheek.",
    "from_whom": "health_visitor",
    "about": "A bruise",
}


@pytest.fixture
def office(migrated_sqlite_url):
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def token(browser, path: str) -> dict[str, str]:
    page = browser.get(path).get_data(as_text=True)
    return {"csrf_token": re.findall('csrf_token" value="([^"]+)"', page)[0]}


def sent(office, **form):
    browser, path = office.browser(), f"/children/{office.child}/quick"
    asked = token(browser, path) | DAY | {"key": "quick"} | form
    return browser, browser.post(path, data=asked)


def recorded(office, kind: str):
    with office.throughline.reading() as session:
        return [one for one in session.log.stream(office.child) if one.kind == kind][-1]


def test_a_baby_who_could_come_to_harm_today_is_protected_from_the_call_on(office):
    asked = office.browser().get(f"/children/{office.child}/quick").get_data(as_text=True)
    sent(office, **BRUISE, immediate_risk="yes", concerns="physical_abuse")

    assert "Could the child come to harm today?" in asked
    assert "Does it raise any of these?" in asked
    with office.throughline.reading() as session:
        owing = owed(session.record(office.child), session.today, practice=session.practice)
    assert "T02" in {one.practice_id for one in owing if one.open}
    assert recorded(office, "contact").content["concerns"] == ["physical_abuse"]


def test_a_bruise_taken_as_a_call_is_recorded_as_an_injury_without_typing_it_again(office):
    browser, went = sent(office, **BRUISE, injury="yes")

    form = browser.get(went.location).get_data(as_text=True)

    assert went.location.endswith("/record/injury_observed")
    assert recorded(office, "contact").content["about"] == "A bruise"
    assert BRUISE["fact"] in form


def test_nobody_is_said_to_have_been_spoken_to_who_was_only_named(office):
    sent(office, **BRUISE, there=str(office.mother))
    assert ("named", office.mother) in {
        (one.role, one.person) for one in recorded(office, "contact").subjects
    }

    sent(
        office,
        **{**BRUISE, "key": "two", "same": "another"},
        there=str(office.mother),
        part="spoken_to",
    )
    assert ("spoken_to", office.mother) in {
        (one.role, one.person) for one in recorded(office, "contact").subjects
    }


def test_nobody_is_said_to_have_been_out_because_nobody_came_to_the_door(office):
    _, shown = sent(office, kind="visit", start="2")
    page = shown.get_data(as_text=True)

    assert re.search(r'value="no_answer"\s+checked', page)
    assert not re.search(r'value="not_home"\s+checked', page)


@pytest.mark.parametrize(("kind", "filled"), [("contact", "09:05"), ("visit", "")])
def test_a_visit_written_up_at_night_was_not_at_night(office, kind, filled):
    page = office.browser().get(f"/children/{office.child}/quick?kind={kind}").text
    _, switched = sent(
        office, kind="contact", switch=kind, **{"occurred-time": "09:05", "preset-time": "09:05"}
    )

    for shown in (page, switched.text):
        assert f'name="occurred-time" value="{filled}"' in shown


def test_what_one_makes_of_it_has_the_box_that_the_form_promises(office):
    browser = office.browser()
    for kind in ("contact", "visit", "missed_appointment"):
        page = browser.get(f"/children/{office.child}/quick?kind={kind}").text
        assert 'name="opinion"' in page, kind


def test_no_plan_says_beforehand_that_the_child_is_safer(office):
    browser, went = sent(office, **BRUISE, outcome="follow_up")

    assert "safer" not in browser.get(went.location).text
