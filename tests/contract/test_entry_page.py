"""One entry's page says who has read it and what rests on it, and its proof can be taken away."""

from __future__ import annotations

import json
import re
from base64 import b64encode

import pytest

from service.access.access_log import seen_by
from service.access.openings import openings
from tests.fakes.office import CANARIES, Office


@pytest.fixture
def office(migrated_database_url):
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def test_who_opened_an_entry_is_on_its_page_and_who_was_refused_is_not(office):
    address = f"/children/{office.child}/entries/{office.entry}"
    office.browser("manager").get(address)
    office.browser("other").get(address)

    page = office.browser().get(address).get_data(as_text=True)

    seen = page.split('id="seen"')[1]
    assert "Invented Manager" in seen
    assert "opened this entry" in seen
    assert "Invented Other" not in seen


def test_whoever_read_the_chronology_is_told_apart_from_who_opened_the_entry(office):
    with office.throughline.reading() as session:
        recorded = session.log.stream(office.child)[-1].recorded
    office.browser().get(f"/children/{office.child}")
    with office.throughline.reading() as session:
        seen = seen_by(
            session.connection, child=office.child, entry=str(office.entry), since=recorded
        )
    assert [one.alone for one in seen] == [False]


def test_what_somebody_makes_of_an_entry_stands_beside_it(office):
    said = {"cites": [str(office.entry)], "analysis": "The second such call."}
    office.record(said, kind="analysis")

    page = office.browser().get(f"/children/{office.child}").get_data(as_text=True)
    entry = office.browser().get(f"/children/{office.child}/entries/{office.entry}")

    beside = page.split(f'id="e{office.entry}"')[1].split("</li>")[0]
    assert "The second such call." in beside
    assert "Entries that cite it" in entry.get_data(as_text=True)


def test_a_form_names_the_entry_that_a_link_brought_and_nothing_else(office):
    address = f"/children/{office.child}/record/analysis?cites={office.entry}&analysis=Secret"
    page = office.browser().get(address).get_data(as_text=True)

    assert f'value="{office.entry}"' in page
    assert "Secret" not in page


def test_a_proof_is_for_those_who_may_read_the_entry(office, monkeypatch):
    monkeypatch.setenv("THROUGHLINE_SIGNING_KEY", b64encode(bytes(range(32))).decode())
    address = f"/children/{office.child}/entries/{office.entry}/proof"
    browser = office.browser()
    token = browser.get(address).get_data(as_text=True).split('csrf_token" value="')[1]
    token = token.split('"')[0]
    unsaid = browser.post(address, data={"csrf_token": token, "reason": "because"})
    why = "The court asked for this entry"
    answer = browser.post(address, data={"csrf_token": token, "reason": why})

    assert unsaid.status_code == 422
    with office.throughline.reading() as session:
        noted = [one.reason for one in openings(session.connection, child=office.child)]
    assert noted == [f"Proof of entry {office.entry}: {why}"]
    assert answer.mimetype == "application/json"
    assert json.loads(answer.get_data()).keys() >= {"checkpoint", "path", "event"}
    refused = office.browser("other").get(address)
    assert CANARIES[2] not in refused.get_data(as_text=True)
    assert refused.status_code != 200


def test_a_childs_page_leaves_no_child_in_the_addresses_of_the_menu(office):
    page = office.browser().get(f"/children/{office.child}").get_data(as_text=True)

    menu = page.split('aria-label="Menu"')[1].split("</nav>")[0]
    addresses = re.findall('href="([^"]*)"', menu)
    assert "/my-work" in addresses
    assert [one for one in addresses if str(office.child) in one] == []
