"""Files come with the form of any kind, or later; a refused one costs nobody what they typed."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from service.attachments import received
from service.cli.__main__ import throughline as command_line
from tests.factories.files import PDF, PLACE, photograph
from tests.fakes.office import AGENCY, Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

WORDS = "He pointed at the Thistlewhip bruise."
WHEN = {"occurred-day": "20", "occurred-month": "3", "occurred-year": "2026"}


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def send(browser: FlaskClient, at: str, form: dict[str, Any]) -> TestResponse:
    page = browser.get(at).get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    return browser.post(at, data={"csrf_token": token, **form}, content_type="multipart/form-data")


def contact(**more: Any) -> dict[str, Any]:
    said = {
        "from_whom": "neighbour",
        "about": "A call",
        "fact": WORDS,
        "key": "one",
        "same": "another",
    }
    return {**WHEN, **said, **more}  # fmt: skip


def told(office: Office) -> list[dict[str, Any]]:
    at = f"/api/children/{office.child}/chronology"
    entries: list[dict[str, Any]] = office.api().get(at).get_json()["entries"]
    return [one for one in entries if WORDS in one["sentence"]]


def test_a_letter_and_a_photograph_come_with_the_entry_and_are_read_from_its_page(
    office: Office,
) -> None:
    browser = office.browser()
    form = contact(**{
        "file-0": (BytesIO(PDF), "Letter to Thistlewhip.pdf"), "file-title-0": "The letter",
        "file-1": (BytesIO(photograph()), "IMG 1.jpg"), "file-bare-1": "yes",
    })  # fmt: skip
    answer = send(browser, f"/children/{office.child}/record/contact", form)
    assert answer.status_code == 303, answer.get_data(as_text=True)

    (entry,) = told(office)
    assert [one["title"] for one in entry["attachments"]] == ["The letter", "IMG 1"]
    page = browser.get(f"/children/{office.child}/entries/{entry['id']}").get_data(as_text=True)
    assert "The letter" in page
    for one, content in zip(entry["attachments"], (PDF, None), strict=True):
        at = f"/children/{office.child}/entries/{entry['id']}/attachments/{one['id']}"
        assert at in page
        copy = browser.get(at)
        assert copy.status_code == 200
        assert content in {None, copy.data}
        assert PLACE not in copy.data
        assert copy.headers["Content-Disposition"].startswith('attachment; filename="entry-')
        assert copy.headers["Content-Security-Policy"].startswith("sandbox")
        assert copy.headers["X-Content-Type-Options"] == "nosniff"
        assert copy.headers["Cache-Control"] == "no-store"


def test_the_same_form_sent_again_records_neither_entry_nor_file_again(office: Office) -> None:
    browser = office.browser()
    at = f"/children/{office.child}/record/contact"
    for _ in range(2):
        form = contact(**{"file-0": (BytesIO(PDF), "a.pdf")})
        assert send(browser, at, form).status_code == 303
    (entry,) = told(office)
    assert len(entry["attachments"]) == 1


@pytest.mark.parametrize("content", [b"MZ" + bytes(300), b"x" * 1_001], ids=["a program", "vast"])
def test_a_refused_file_leaves_the_text_in_the_form_and_in_the_draft(
    office: Office, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(received, "MOST_BYTES", 1_000)
    browser = office.browser()
    at = f"/children/{office.child}/record/contact"
    answer = send(browser, at, contact(**{"file-0": (BytesIO(content), "letter.pdf")}))

    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert WORDS in page
    assert 'href="#file-0"' in page
    assert "Choose your files again" in page
    assert told(office) == []
    assert WORDS in html.unescape(browser.get(at).get_data(as_text=True))


def test_a_silent_scanner_stops_the_file_and_says_so(office: Office) -> None:
    house = office.throughline
    settings = replace(house.settings, clamd="127.0.0.1:9")
    office.app.extensions["throughline"] = replace(house, settings=settings)
    browser = office.browser()
    at = f"/children/{office.child}/record/contact"
    answer = send(browser, at, contact(**{"file-0": (BytesIO(PDF), "letter.pdf")}))

    assert answer.status_code == 422
    assert "virus scanner gives no answer" in answer.get_data(as_text=True)
    assert told(office) == []
    assert send(browser, at, contact()).status_code == 303


def test_where_nobody_looks_for_viruses_the_page_says_so(office: Office) -> None:
    page = office.browser().get(f"/children/{office.child}/record/visit").get_data(as_text=True)
    assert "No virus scanner is set up" in page


def test_a_file_is_added_later_by_whoever_may_record_and_by_nobody_else(office: Office) -> None:
    at = f"/children/{office.child}/entries/{office.entry}/attach"
    browser = office.browser()
    nothing = send(browser, at, {"key": "k"})
    added = send(browser, at, {"key": "k", "file-0": (BytesIO(PDF), "a.pdf")})
    assert (nothing.status_code, added.status_code) == (422, 303)

    office.officer_works_with_the_child()
    officer = office.browser("officer")
    assert officer.get(at).status_code == 200
    kept = {"reason": "A refuge", "protects": "protected_address", "agencies_allowed": [AGENCY]}
    office.said("access_restricted", kept | {"entry": office.entry})
    number = office.api().get(f"/api/entries/{office.entry}").get_json()["attachments"][0]["id"]
    for path in (at, f"/children/{office.child}/entries/{office.entry}/attachments/{number}"):
        assert officer.get(path).status_code == 404
        assert office.browser("other").get(path).status_code != 200
    assert office.browser().get(path).data == PDF


def test_only_the_few_save_a_letter_with_a_protected_address(office: Office) -> None:
    home = {"address": "1 Wrackleburn Close", "move": "home", "protected": "yes", "new_home": "yes"}
    entry = office.record({"fact": "Moved.", **home}, kind="address_recorded")
    at = f"/children/{office.child}/entries/{entry}/attach"
    browser = office.browser()
    assert send(browser, at, {"key": "k", "file-0": (BytesIO(PDF), "a.pdf")}).status_code == 303
    page = f"/children/{office.child}/entries/{entry}"
    # The office's worker is the child's lead: one of the few.
    number = browser.get(page).get_data(as_text=True).split("/attachments/")[1].split('"')[0]

    office.officer_works_with_the_child()
    officer = office.browser("officer")
    assert browser.get(f"{page}/attachments/{number}").data == PDF
    assert officer.get(page).status_code == 200
    assert officer.get(f"{page}/attachments/{number}").status_code == 404


def test_a_file_is_added_at_the_command_line_once_and_within_rights(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(PDF)
    program = tmp_path / "program.pdf"
    program.write_bytes(b"MZ" + bytes(99))
    url = office.throughline.settings.database_url

    def run(path: Path, who: str = "worker") -> Result:
        said = ["attach", office.entry, str(path), "--as", f"invented.{who}", "--format", "json"]
        return CliRunner().invoke(command_line, said, env={"THROUGHLINE_DATABASE_URL": url})

    first, again, refused = run(file), run(file), run(program)
    closed = run(file, "other")

    assert first.exit_code == 0, first.output
    assert json.loads(first.stdout)["title"] == "letter"
    assert json.loads(again.stdout)["already"] is True
    assert (refused.exit_code, closed.exit_code) == (1, 1)
    assert "No virus scanner" in first.stderr
    listed = office.api().get(f"/api/entries/{office.entry}").get_json()["attachments"]
    assert [one["title"] for one in listed] == ["letter"]
