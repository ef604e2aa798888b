"""How often questions are asked is counted before people look away, within everybody's rights."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from service.cli.__main__ import throughline
from service.telling import unanswered
from tests.fakes.office import CANARIES, Office

INCIDENT = {
    "severity": "assault",
    "children_household": "yes",
    "children_present": "no",
    "pregnant": "unknown",
    "fact": "Invented.",
}


@pytest.fixture
def office(migrated_sqlite_url):
    opened = Office(migrated_sqlite_url)
    for number in range(3):
        opened.record(INCIDENT | {"fact": f"Invented {number}."}, kind="domestic_abuse_incident")
    yield opened
    opened.close()


def command(office, monkeypatch, *args):
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", office.throughline.settings.database_url)
    done = CliRunner().invoke(throughline, [*args, "--format", "json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def asked_of(told, rule):
    (found,) = (one for one in told["rules"] if one["rule"] == rule)
    return found["asked"], found["children_now"]


def test_how_often_each_question_is_asked_is_one_count_however_it_is_asked_for(office, monkeypatch):
    # The command goes by today's clock, the office by its own.
    by_command = command(office, monkeypatch, "load", "--days", "3650")
    by_api = office.api("lead").get("/api/rules/load").get_json()
    page = office.browser("lead").get("/rules/load?over=91").get_data(as_text=True)

    assert by_command.keys() == by_api.keys()
    assert (
        asked_of(by_command, "repeated_violence") == asked_of(by_api, "repeated_violence") == (1, 1)
    )
    assert by_api["asked"] == sum(one["asked"] for one in by_api["rules"]) > 1
    assert f"{by_api['asked']} questions newly asked about" in page
    for said in (json.dumps(by_command), page):
        assert not any(canary in said for canary in (*CANARIES, str(office.child)))


def test_a_practitioner_counts_over_their_own_children_and_nobody_elses(office):
    own = office.api("worker").get("/api/rules/load").get_json()
    none = office.api("other").get("/api/rules/load").get_json()

    assert asked_of(own, "repeated_violence") == (1, 1)
    assert asked_of(none, "repeated_violence") == (0, 0)


def test_the_api_tries_a_setting_and_replays_as_the_command_does(office, monkeypatch):
    asked = "rule=repeated_violence&setting=near&to=4"
    tried = office.api("lead").get(f"/api/rules/try?{asked}").get_json()
    refused = office.api("lead").get(f"/api/rules/try?{asked.replace('near', 'far')}")
    replayed = office.api().get(f"/api/children/{office.child}/replay").get_json()

    by_command = command(office, monkeypatch, "try", "repeated_violence", "near", "4")
    assert by_command == tried | {"rule": "repeated_violence", "setting": "near", "to": 4}
    assert refused.status_code == 422
    assert replayed == command(office, monkeypatch, "replay", str(office.child))
    assert "repeated_violence" in {one["rule"] for one in replayed}
    assert office.api("other").get(f"/api/children/{office.child}/replay").status_code == 403


def test_no_child_is_left_off_the_list_because_there_are_many(office, monkeypatch):
    first = office.child
    office.another_child("Invented Later")
    for number in range(2):
        office.record(INCIDENT | {"fact": f"{number}."}, kind="domestic_abuse_incident")
    monkeypatch.setattr(unanswered, "AT_ONCE", 1)
    browser, api = office.browser(), office.api()

    parts = [api.get(f"/api/unanswered?part={part}&row=R02").get_json() for part in (1, 2)]
    pages = [browser.get(f"/unanswered?part={part}").get_data(as_text=True) for part in (1, 2)]

    told = [{one["child"] for one in part["waiting"]} for part in parts]
    assert told[0] | told[1] == {str(first), str(office.child)}
    assert not told[0] & told[1]
    for (child,), page in zip(told, pages, strict=True):
        assert f"/children/{child}" in page
    assert "Part 2" in pages[0]
    assert "Asked today." in pages[0]
