"""Once a child has died, a question that was open says so, and nobody must answer by a day."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from service.cli.__main__ import throughline
from tests.fakes.office import Office

INCIDENT = {
    "severity": "assault",
    "children_household": "yes",
    "children_present": "no",
    "pregnant": "unknown",
    "fact": "Invented.",
}
OWED = ("Must be decided", "To be decided", "To be answered")


@pytest.fixture
def office(migrated_sqlite_url, monkeypatch):
    opened = Office(migrated_sqlite_url)
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", migrated_sqlite_url)
    opened.record(INCIDENT, kind="domestic_abuse_incident", day="2026-03-01")
    opened.record(INCIDENT, kind="domestic_abuse_incident", day="2026-03-03")
    yield opened
    opened.close()


def questions(office) -> str:
    page: str = office.browser("worker").get(f"/children/{office.child}").get_data(as_text=True)
    return page.split('id="questions"')[1].split("</aside>", maxsplit=1)[0]


def told(office) -> list[dict]:
    answer = office.api("worker").get(f"/api/children/{office.child}/indicators")
    asked: list[dict] = answer.get_json()
    return asked


def by_command(office) -> str:
    ran = CliRunner().invoke(throughline, ["indicators", str(office.child), "--format", "table"])
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_while_the_child_lives_each_question_says_who_answers(office):
    assert any(words in questions(office) for words in OWED)
    assert any(one["must_answer"] for one in told(office))


def test_after_the_death_what_stood_open_is_still_told_and_nobody_owes_it_by_a_day(office):
    before = {one["rule"] for one in told(office)}
    office.record({"place": "Hospital"}, kind="death", day="2026-03-05")

    page = questions(office)
    assert [words for words in OWED if words in page] == []
    assert "Open, and not answered, when the child died." in page
    after = told(office)
    assert before & {one["rule"] for one in after}
    assert [one["must_answer"] for one in after if one["must_answer"]] == []
    said = by_command(office)
    assert [words for words in OWED if words in said] == []
