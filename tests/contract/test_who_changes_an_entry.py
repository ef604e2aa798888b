"""Nobody of elsewhere takes an entry from those who wrote it and lead: on pages and in the API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from events.occurred import Occurred
from service.access.accounts import create_agency
from service.access.openings import openings
from service.actions.record_event import RecordEvent, record_event
from tests.fakes.office import AGENCY, POLICE, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

WHY = {"reason": "Not for their eyes"}
BODIES: dict[str, dict[str, Any]] = {
    "corrections": {"content": {"fact": "Otherwise."}} | WHY,
    "strike-out": WHY,
    "significance": {"significance": "significant"} | WHY,
    "restrictions": {"protects": "other", "agencies_allowed": []} | WHY,
}


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def changed(office: Office, who: str, what: str, entry: str) -> TestResponse:
    path = f"/api/children/{office.child}/entries/{entry}/{what}"
    return office.api(who).post(path, BODIES[what], f"{who}/{what}")


def told(office: Office, who: str) -> list[str]:
    with office.throughline.reading() as session:
        notes = openings(session.connection, told=office.user(who), unseen=True)
        return [one.reason for one in notes if one.is_note]


def foreign_manager(office: Office) -> None:
    with office.throughline.writing() as session:
        create_agency(session.connection, name=POLICE, now=session.now)
    office.another_manager(POLICE)


def of_the_police(office: Office) -> str:
    """
    Let the police officer who works with the child record an entry, and return its number.
    """
    office.officer_works_with_the_child()
    with office.throughline.writing() as session:
        wish = RecordEvent(
            child=office.child,
            kind="contact",
            occurred=Occurred.day(session.today),
            content={"from_whom": "neighbour", "about": "A call", "fact": "Shouting."},
            key="officer/contact",
        )
        return record_event(session, office.reader("officer"), wish).events[0].entry_id


@pytest.mark.parametrize("what", BODIES)
def test_a_manager_of_elsewhere_who_opened_the_record_changes_nothing_by_the_api(
    office: Office, what: str
) -> None:
    foreign_manager(office)
    answer = changed(office, "inspector", what, office.entry)
    assert answer.status_code == 403
    assert told(office, "worker") == []


@pytest.mark.parametrize("what", ["correct", "strike-out", "restrict", "another-child"])
def test_a_manager_of_elsewhere_is_given_no_form_and_told_whom_to_ask(
    office: Office, what: str
) -> None:
    foreign_manager(office)
    page = f"/children/{office.child}/entries/{office.entry}/{what}"
    answer = office.browser("inspector").get(page)
    assert answer.status_code == 403
    assert "Invented Worker" in answer.text


def test_the_leads_agency_keeps_another_agencys_entry_and_its_author_still_reads_it(
    office: Office,
) -> None:
    entry = of_the_police(office)
    assert changed(office, "manager", "restrictions", entry).status_code == 200
    read = office.browser("officer").get(f"/children/{office.child}/entries/{entry}")
    assert read.status_code == 200
    assert "Shouting." in read.text
    with office.throughline.reading() as session:
        (said,) = [
            one.content
            for one in session.log.stream(office.child)
            if one.kind == "access_restricted"
        ]
    assert said["agencies_allowed"] == sorted([AGENCY, POLICE])


def test_the_lead_still_reads_what_another_agency_restricts(office: Office) -> None:
    entry = of_the_police(office)
    assert changed(office, "officer", "restrictions", entry).status_code == 200
    page = f"/children/{office.child}/entries/{entry}"
    assert "Shouting." in office.browser("worker").get(page).text


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("corrections", "was corrected by Invented Manager"),
        ("strike-out", "was struck out by Invented Manager"),
        ("restrictions", "was restricted to those named by Invented Manager"),
    ],
)
def test_author_and_lead_are_told_of_what_somebody_else_changes_once(
    office: Office, what: str, words: str
) -> None:
    entry = of_the_police(office)
    for _ in range(2):
        assert changed(office, "manager", what, entry).status_code == 200
    for who in ("officer", "worker"):
        (said,) = told(office, who)
        assert f"Entry {entry} {words}" in said
        assert words in office.browser(who).get("/my-work").text


def test_whoever_changes_their_own_entry_is_told_nothing(office: Office) -> None:
    assert changed(office, "worker", "corrections", office.entry).status_code == 200
    assert told(office, "worker") == []


def test_a_manager_reads_no_address_by_restricting_the_entry_to_their_own_agency(
    office: Office,
) -> None:
    secret = "4 Wrackleburn Lane"
    content = {"new_home": "yes", "move": "refuge", "address": secret, "protected": "yes"}
    entry = office.record(content, "address_recorded")
    office.another_manager(AGENCY)
    assert changed(office, "inspector", "restrictions", entry).status_code == 200
    page = f"/children/{office.child}/entries/{entry}"
    assert secret not in office.browser("inspector").get(page).text
    assert secret in office.browser("worker").get(page).text
    assert office.browser("inspector").get(f"{page}/proof").status_code == 404


def test_a_note_is_gone_once_it_was_seen(office: Office) -> None:
    assert changed(office, "manager", "strike-out", office.entry).status_code == 200
    browser = office.browser("worker")
    page = browser.get("/my-work").text
    row = page[page.index("was struck out by") :]
    found = re.search(r'name="opening" value="([^"]+)"', row)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    assert token is not None
    form = {"opening": found.group(1), "csrf_token": token.group(1)}
    assert browser.post("/my-work", data=form).status_code == 303
    assert told(office, "worker") == []
