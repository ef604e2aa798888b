"""Which question was asked when, and what another setting would ask, on pages and by command."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from projections.rule_book import RULE_BOOK
from service.access.tables import ACCESS_LOG
from service.actions.answer_indicator import AnswerIndicator, answer_indicator
from service.cli.__main__ import throughline
from tests.fakes.office import Office

RULE = "/rules/2"
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
    opened.record(INCIDENT, kind="domestic_abuse_incident")
    yield opened
    opened.close()


def rule_book(office) -> int:
    with office.throughline.reading() as session:
        return len(session.log.stream(RULE_BOOK))


def send(office, who: str, rule: str = RULE, **form: str):
    browser = office.browser(who)
    page = browser.get(rule).get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    key = page.split('name="key" value="')[1].split('"')[0]
    return browser.post(rule, data={"csrf_token": token, "key": key, **form}, follow_redirects=True)


def test_trying_a_setting_says_what_it_would_ask_and_changes_nothing(office):
    before = rule_book(office)

    page = send(office, "worker", setting="near", to="1", do="try").get_data(as_text=True)

    assert "asks today about 0, and would ask about 1: 1 newly, 0 no longer" in page
    assert rule_book(office) == before


def test_nobody_but_a_lead_adopts_a_setting(office):
    for who in ("worker", "manager"):
        send(office, who, setting="near", to="1", reason="Because.", do="adopt")
        assert rule_book(office) == 0, who

    page = send(office, "lead", setting="near", to="1", reason="The board of May.", do="adopt")

    assert "The board of May." in page.get_data(as_text=True)
    assert rule_book(office) == 1


def test_a_setting_without_a_reason_is_not_adopted(office):
    answer = send(office, "lead", setting="near", to="1", do="adopt")

    assert answer.status_code == 422
    assert "Say why, and who decided it" in answer.get_data(as_text=True)
    assert rule_book(office) == 0


def test_the_day_of_a_question_its_facts_and_its_answer_are_on_one_line(office):
    office.record(INCIDENT, kind="domestic_abuse_incident", day="2026-03-10")
    browser = office.browser()

    page = browser.get(f"/children/{office.child}/replay").get_data(as_text=True)

    row = page.split(">R02</a>")[1].split("</tr>")[0]
    assert "Domestic abuse incident" in row
    assert "Nobody, for" in row
    assert "still asked at the end" in row
    assert page.count("<svg") > 1


def test_the_whole_caseload_is_tried_by_command_and_no_child_is_named(office, monkeypatch):
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", office.throughline.settings.database_url)

    done = CliRunner().invoke(
        throughline, ["try", "repeated_violence", "near", "1", "--format", "json"]
    )

    told = json.loads(done.stdout)
    assert (told["asked_of_now"], told["asked_of_then"], told["newly"]) == (0, 1, 1)
    assert str(office.child) not in done.output


def answered(office, on: list[str]) -> None:
    said = {"considered": "c", "follows": "f", "why": "w", "review_on": "2026-06-01"}
    with office.throughline.writing() as session:
        wish = AnswerIndicator(
            child=office.child,
            rule="repeated_violence",
            about="",
            evidence=tuple(on),
            content=said,
            key="answered",
        )
        answer_indicator(session, office.reader("worker"), wish)


def test_what_waits_for_an_answer_is_listed_by_child_and_looking_is_in_the_access_log(office):
    office.record(INCIDENT, kind="domestic_abuse_incident", day="2026-03-10")
    question = "Is each incident being treated as the first?"

    page = office.browser().get("/unanswered").get_data(as_text=True)
    elsewhere = office.browser("other").get("/unanswered").get_data(as_text=True)

    assert question in page
    assert question not in elsewhere
    with office.throughline.reading() as session:
        seen = session.connection.execute(select(ACCESS_LOG.c.what)).scalars().all()
    assert "questions nobody answered" in seen

    with office.throughline.reading() as session:
        told = session.log.stream(office.child)
    answered(office, [one.entry_id for one in told if one.kind == "domestic_abuse_incident"])
    assert question not in office.browser().get("/unanswered").get_data(as_text=True)

    third = office.record(INCIDENT, kind="domestic_abuse_incident", day="2026-03-12")
    again = office.browser().get("/unanswered").get_data(as_text=True)
    answer = office.browser().get(f"/children/{office.child}/question?rule=repeated_violence")

    assert "Answered before; 1 entry is new." in again
    words = answer.get_data(as_text=True)
    assert "The last answer, opened again by what is new" in words
    assert f"/entries/{third}" in words.split("New since that answer:")[1].split("</p>")[0]


ADOPTED = {"adopted_reason": "The board of May.", "adopted_source": "Minute 7"}


def test_a_lead_records_that_a_question_was_adopted_and_its_source_is_confirmed(office):
    one, done = "/rules/1", {"do": "adopt-question"}
    for who in ("worker", "manager"):
        send(office, who, one, **ADOPTED, **done)
        assert rule_book(office) == 0, who
    assert "to be confirmed by the partnership" in office.browser().get(one).get_data(as_text=True)

    refused = send(office, "lead", one, adopted_reason="The board of May.", **done)
    page = send(office, "lead", one, **ADOPTED, **done).get_data(as_text=True)

    assert refused.status_code == 422
    assert "Name the publication or the decision" in refused.get_data(as_text=True)
    assert "The board of May. (Minute 7)" in page
    assert "to be confirmed by the partnership" not in page
    told = office.api("worker").get("/api/rules").get_json()["rules"]
    (rule,) = (line for line in told if line["practice_id"] == "R01")
    assert (rule["confirmed"], rule["adopted_version"]) == (True, str(rule["version"]))
