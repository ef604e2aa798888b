"""Words that look like somebody's task are asked for an owner and a date, or say that nobody is."""

from __future__ import annotations

import re

import pytest

from escalation.owed import owed
from projections.child_record import gather
from projections.stored.directory import find_child
from service.importing.importing import import_case
from service.importing.undoing import undo_import
from tests.factories.case_files import RowOfEventsFactory, write_case
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


def recorded(office):
    browser, child = office.browser(), f"/children/{office.child}"
    token = re.findall('csrf_token" value="([^"]+)"', browser.get(f"{child}/quick").text)[0]
    return browser, browser.post(f"{child}/quick", data={"csrf_token": token} | CALL | DAY)


def test_a_call_to_be_followed_up_is_owed_although_the_next_form_is_left(office):
    browser, went = recorded(office)
    child = f"/children/{office.child}"

    assert went.status_code == 303
    for where in ("/my-work", f"{child}/outcomes", child):
        assert "What was raised has been looked into." in browser.get(where).text, where
    assert "30 March 2026" in browser.get(f"{child}/outcomes").text
    assert "1 outcome is owed" in browser.get("/").text
    assert "Nobody is yet asked" not in browser.get(child).text


def test_who_follows_a_call_up_and_by_when_is_changed_on_the_form_that_comes_next(office):
    browser, went = recorded(office)
    form = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', browser.get(went.location).text))
    said = {"owner": "Invented Other", "reason": "Knows the family.", "to-day": "31"}

    moved = browser.post(went.location, data=form | said | {"to-month": "3", "to-year": "2026"})

    assert moved.status_code == 303, moved.text
    page = browser.get(moved.location).text
    assert "Invented Other" in page
    assert "31 March 2026" in page
    assert "What was raised" in office.browser("other").get("/my-work").text


def test_a_call_that_came_in_another_way_does_not_look_like_somebodys_task(office):
    number = office.record({k: CALL[k] for k in ("fact", "from_whom", "about", "outcome")})
    browser, child = office.browser(), f"/children/{office.child}"
    where = f"{child}/plan-outcome?evidence={number}"

    assert "Nobody is yet asked to follow this up" in browser.get(child).text
    form = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', browser.get(where).text))
    texts = dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)<', browser.get(where).text))
    due = {"due-day": "30", "due-month": "3", "due-year": "2026"}
    assert browser.post(where, data=form | texts | due).status_code == 303
    assert "Nobody is yet asked" not in browser.get(child).text


def test_a_call_that_a_program_records_is_owed_as_on_the_page(office):
    call = {k: CALL[k] for k in ("fact", "from_whom", "about", "outcome")}
    sent = {
        "kind": "contact",
        "occurred": {"from": "2026-03-27", "precision": "day"},
        "content": call,
    }
    api, path = office.api(), f"/api/children/{office.child}/entries"

    first = api.post(path, sent, key="call")
    again = api.post(path, sent, key="call")

    assert (first.status_code, again.status_code) == (201, 201), first.text
    assert again.get_json()["id"] == first.get_json()["id"]
    owed = api.get(f"/api/children/{office.child}/outcomes").get_json()
    mine = [one for one in owed if one["desired"] == "What was raised has been looked into."]
    assert [(one["due"], one["evidence"]) for one in mine] == [
        ("2026-03-30", [first.get_json()["id"]])
    ]
    assert "What was raised" in office.browser().get("/my-work").text


def test_a_call_that_an_import_brings_is_owed_and_the_same_file_asks_nothing_twice(
    office, tmp_path
):
    asked = {"kind": "contact", "child_seen": "", "child_spoken_to_alone": "", "other_people": ""}
    calls = [
        RowOfEventsFactory(row_id=row, occurred_on=on, outcome=outcome, **asked)
        for row, on, outcome in (
            ("now", "2026-03-26", "follow_up"),
            ("answered", "2026-03-24", "follow_up"),
            ("long ago", "2024-09-02", "follow_up"),
            ("only told", "2026-03-25", "advice"),
        )
    ]
    calls.append(
        RowOfEventsFactory(row_id="answer", occurred_on="2026-03-25", follows_up="answered")
    )
    folder = write_case(tmp_path / "case", calls)

    for _ in range(2):
        done = import_case(office.throughline, folder, source="calls", actor="operator:tests")
        assert done.whole, done.rows.bad

    with office.throughline.reading() as session:
        child = find_child(session.connection, "ash")
        found = [
            one
            for one in owed(gather(session.log, child), session.today, at=session.now)
            if one.desired == "What was raised has been looked into."
        ]
    assert [(str(one.due), one.owner, one.historic) for one in found] == [("2026-03-30", "", False)]
    assert (
        undo_import(office.throughline, "calls", reason="Wrong file", actor="operator:tests") == 6
    )
