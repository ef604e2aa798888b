"""Until when a record is kept is listed for people; nothing is erased but by two of them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from service.access.access_log import reads
from service.access.tokens import Scope
from service.cli.__main__ import throughline as command_line
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

WHY = {"basis": "court order of 2 March 2026", "reason": "Opened on the wrong family."}


@pytest.fixture
def office(migrated_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("THROUGHLINE_SIGNING_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    opened = Office(migrated_database_url)
    opened.second_lead()
    yield opened
    opened.close()


def keeping(office: Office) -> str:
    return f"/children/{office.child}/keeping"


def sent(browser: FlaskClient, at: str, **form: str) -> str:
    page = browser.get(at).text
    hidden = {
        name: re.findall(f'name="{name}" value="([^"]+)"', page)[0]
        for name in ("csrf_token", "key")
    }
    return str(browser.post(at, data=hidden | form, follow_redirects=True).text)


def test_the_list_says_until_when_why_and_from_which_source(office):
    office.record({"type": "care", "looked_after": "begins"}, kind="order_made", day="2026-03-21")

    listed = office.browser("lead").get("/retention").text
    told = office.api("lead", Scope.READ).get(f"/api/children/{office.child}/retention").get_json()

    assert "20 February 2101" in listed
    assert told["until"] == "2101-02-20"
    assert [one["name"] for one in told["periods"]] == ["looked_after"]
    assert "regulation 50" in told["periods"][0]["source"]


def test_each_record_in_the_list_is_noted_as_read(office):
    office.browser("auditor").get("/retention")

    with office.throughline.reading() as session:
        noted = {one.child for one in reads(session.connection) if "kept" in one.what}
    assert noted == {office.child, office.closed}


@pytest.mark.parametrize("who", ["worker", "manager", "admin"])
def test_who_does_not_decide_reads_no_list(office, who):
    assert office.browser(who).get("/retention").status_code in {403, 404}
    assert office.api(who).get("/api/retention").status_code == 403
    assert office.api(who).get("/api/erasures").status_code == 403


def test_an_auditor_reads_the_list_and_decides_nothing(office):
    api = office.api("auditor")

    assert api.get("/api/retention").status_code == 200
    assert api.post(f"/api/children/{office.child}/erasure", WHY, "a").status_code == 403
    assert office.browser("auditor").get(keeping(office)).status_code == 403


def test_two_leads_erase_a_record_on_the_page_and_no_list_keeps_its_name(office):
    first, second = office.browser("lead"), office.browser("second")
    sent(first, keeping(office), wanted="propose", **WHY)
    page = second.get(keeping(office)).text
    number = re.findall('name="proposal" value="([0-9]+)"', page)[0]

    unsure = sent(second, keeping(office), wanted="agree", proposal=number)
    assert "Nobody can bring it back" in unsure
    assert "Quillonby Invented" in second.get("/retention").text
    done = sent(second, keeping(office), wanted="agree", proposal=number, sure="yes")

    assert "The record is erased, under entry" in done
    assert "Quillonby Invented" not in done
    assert "Thistlewhip" not in office.browser("worker").get(f"/children/{office.child}").text


def test_one_lead_alone_erases_nothing_on_the_page(office):
    lead = office.browser("lead")
    sent(lead, keeping(office), wanted="propose", **WHY)
    page = lead.get(keeping(office)).text

    assert "Another safeguarding lead must agree" in page
    assert 'name="proposal"' not in page
    number = office.api("lead").get("/api/erasures").get_json()["proposals"][0]["proposal"]
    again = sent(
        office.browser("lead"), keeping(office), wanted="hold", ordered_by="", hold_reason=""
    )
    assert "Needed, and kept for ever" in again
    refused = office.api("lead").post("/api/erasures", {"proposal": number}, "alone")
    assert refused.status_code == 422
    assert "Thistlewhip" in office.browser("worker").get(f"/children/{office.child}").text


def test_two_leads_erase_a_record_by_the_api_and_sending_it_again_is_no_fault(office):
    lead, second = office.api("lead"), office.api("second")
    number = lead.post(f"/api/children/{office.child}/erasure", WHY, "p").get_json()["proposal"]

    done = second.post("/api/erasures", {"proposal": number}, "agreed")
    again = second.post("/api/erasures", {"proposal": number}, "agreed")

    assert done.status_code == 200
    assert done.get_json()["erased_under"]
    assert again.get_json() == done.get_json()


def test_a_record_that_is_held_is_not_erased_until_it_is_let_go(office):
    lead, second = office.api("lead"), office.api("second")
    one = f"/api/children/{office.child}"
    number = lead.post(f"{one}/erasure", WHY, "p").get_json()["proposal"]
    held = lead.post(
        f"{one}/retention/hold", {"ordered_by": "an inquiry", "reason": "It asked."}, "h"
    ).get_json()

    refused = second.post("/api/erasures", {"proposal": number}, "agreed")
    assert refused.status_code == 422
    assert "held for an inquiry" in refused.text
    assert held["holds"][0]["ordered_by"] == "an inquiry"

    let = {"hold": held["holds"][0]["hold"], "reason": "The inquiry has ended."}
    assert lead.post(f"{one}/retention/let-go", let, "l").get_json()["holds"] == []
    assert second.post("/api/erasures", {"proposal": number}, "now").status_code == 200


def test_the_command_line_lists_holds_and_lets_go(office):
    def run(*arguments: str):
        return CliRunner().invoke(
            command_line,
            ["retention", *arguments, "--format", "json"],
            env={"THROUGHLINE_DATABASE_URL": office.throughline.settings.database_url},
        )

    listed = run()
    assert listed.exit_code == 0, listed.output
    assert {one["child"]["name"] for one in json.loads(listed.stdout)} == {
        "Quillonby Invented",
        "Quillonby Elsewhere",
    }
    assert json.loads(run("--ended").stdout) == []
    assert run("--as", "invented.worker").exit_code == 1
    as_lead = ("--as", "invented.lead", "--reason", "It asked.")
    held = run("hold", str(office.child), "--ordered-by", "an inquiry", *as_lead)
    assert held.exit_code == 0, held.output
    let = run("let-go", str(office.child), json.loads(held.stdout)["hold"], *as_lead)
    assert json.loads(let.stdout)["holds"] == []
