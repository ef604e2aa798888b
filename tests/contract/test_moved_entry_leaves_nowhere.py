"""
What was recorded for the wrong child leaves that child's record on no address, in no file and by no
command for those who read it: whatever is answered, and on whatever day it is asked for.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pypdf
import pytest
from click.testing import CliRunner

from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.access.openings import open_with_reason
from service.actions.move_entry import MoveEntry, move_entry
from service.actions.people_in_it import NewPerson
from service.cli.__main__ import throughline as command_line
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

CANARIES = ("Wagtailish", "Nuthatchman", "domestic_abuse", "Domestic abuse")
"""A word of the entry, somebody who came in with it, and what kind of thing happened."""

WORDS_OF_EVERYBODY = (
    "/record",
    "/quick",
    "/api/kinds",
    "openapi",
    "/api/docs",
    "/webhooks",
    "/timescales",
)
"""Addresses that list every kind and every rule that there is."""

READERS = ("worker", "manager")
"""Those who read the first child's record and not the other's."""


VIOLENCE = {
    "severity": "assault",
    "pregnant": "no",
    "children_household": "yes",
    "children_present": "yes",
}


@dataclass(frozen=True)
class Moved:
    """
    An office in which an entry of the worker's child was taken to the other's.
    """

    office: Office
    entry: str
    before: str
    attachment: int


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory, _migrated_sqlite_file: Any) -> Iterator[Moved]:
    file = tmp_path_factory.mktemp("moved") / "throughline.db"
    file.write_bytes(_migrated_sqlite_file.read_bytes())
    office = Office(f"sqlite:///{file}")
    entry = office.record(
        VIOLENCE | {"fact": "Wagtailish shouting behind the door."},
        kind="domestic_abuse_incident",
        new_people=(NewPerson(name="Nuthatchman Invented", role="harmed_by", relation="uncle"),),
    )
    sent = {"title": "Wagtailish note", "content": b64encode(b"Nuthatchman wrote.").decode()}
    added = office.api().post(f"/api/entries/{entry}/attachments", sent, "a-note").get_json()
    before = office.browser("worker").get(f"/children/{office.child}").text
    office.clock.forward(days=2)
    lead = office.reader("lead")
    assert lead.user is not None
    with office.throughline.writing() as session:
        for child in (office.child, office.closed):
            open_with_reason(
                session.connection,
                user=lead.user,
                child=child,
                reason="Two records were taken for one",
                told=None,
                now=session.now,
            )
        told = chronology(gather(session.log, office.child)).entry(entry)
        assert told is not None
        move_entry(
            session,
            lead,
            MoveEntry(
                child=office.child,
                entry=entry,
                right_child=office.closed,
                reason="The address is another family's.",
                people=frozenset(told.people("harmed_by")),
                decided_on=session.log.stream(office.child)[-1].version,
                key="move",
            ),
        )
    yield Moved(office=office, entry=entry, before=before, attachment=int(added["id"]))
    office.close()


def leaks(text: str) -> list[str]:
    return [word for word in CANARIES if word in text]


def parts_of_addresses(moved: Moved) -> dict[str, Any]:
    """
    Return what fills each part of an address, for this child and this entry.
    """
    office = moved.office
    with office.throughline.reading() as session:
        people = [*chronology(gather(session.log, office.child)).people]
    return {
        "attachment": moved.attachment,
        "child": office.child,
        "entry": int(moved.entry),
        "outcome": office.child,
        "kind": "visit",
        "escalation": 1,
        "handover": int(moved.entry),
        "person": people[0],
        "other": office.closed,
    }


def addresses(moved: Moved) -> Iterator[str]:
    """
    Yield every address that takes a reading, for this child and this entry, on several days.
    """
    office, parts = moved.office, parts_of_addresses(moved)
    asked = (
        "",
        "?as_known_at=2026-03-28",
        "?as_recorded_at=2026-03-27T23:00:00Z",
        "?length=full&as_known_at=2026-03-28&as_recorded_at=2026-03-27T23:00:00Z",
        "?on=2026-03-28",
    )
    with office.app.test_request_context():
        for rule in office.app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint in {"static", "sign_out"}:
                continue
            if not rule.arguments <= parts.keys():
                continue
            at = office.app.url_for(rule.endpoint, **{name: parts[name] for name in rule.arguments})
            yield from (at + query for query in asked)
            for number in (1, 2):
                if "entry" in rule.arguments:
                    yield at.replace(moved.entry, str(int(moved.entry) + number))


def test_before_it_was_moved_the_search_finds_it(moved):
    assert leaks(moved.before)[:2] == ["Wagtailish", "Nuthatchman"]


@pytest.mark.parametrize("who", READERS)
def test_no_page_and_no_answer_of_any_address_says_it(moved, who):
    browser, api = moved.office.browser(who), moved.office.api(who)
    answered, found = 0, []
    for address in addresses(moved):
        answer = (api if address.startswith("/api") else browser).get(address)
        answered += answer.status_code == 200
        text = answer.get_data(as_text=True) + str(answer.headers)
        looked_for = CANARIES[:2] if any(p in address for p in WORDS_OF_EVERYBODY) else CANARIES
        found += [(address, word) for word in looked_for if word in text]

    assert answered >= 60
    assert found == []


@pytest.mark.parametrize("format_", ["pdf", "docx", "xlsx", "html"])
def test_no_pack_holds_it(moved, format_):
    browser = moved.office.browser("worker")
    at = f"/children/{moved.office.child}/pack"
    token = re.findall('name="csrf_token" value="([^"]+)"', browser.get(at).text)[0]

    pack = browser.post(
        at, data={"csrf_token": token, "audience": "professionals", "format": format_}
    )

    assert pack.status_code == 200
    words = read(pack.data, format_)
    assert "Quillonby" in words
    assert leaks(words) == []


@pytest.mark.parametrize("words", ["Wagtailish", "behind the door"])
def test_no_search_finds_it(moved, words):
    for who in READERS:
        browser: FlaskClient = moved.office.browser(who)
        for at in ("/people", "/children"):
            text = browser.get(at, query_string={"q": words, "name": words}).text
            assert "shouting" not in text


@pytest.mark.parametrize(
    "command",
    [
        "chronology", "chronology --as-known-at 2026-03-28",
        "chronology --as-recorded-at 2026-03-27", "indicators", "indicators --on 2026-03-28",
        "replay", "outcomes", "outcomes --on 2026-03-28", "family", "hidden", "side-by-side",
        "genogram",
    ],
)  # fmt: skip
def test_no_command_that_takes_their_rights_says_it(moved, command):
    name, *options = command.split()

    said = run(moved, name, str(moved.office.child), *options, "--as", "invented.worker")

    assert said.exit_code == 0, said.output
    assert leaks(said.output) == []


def test_a_proof_is_not_for_those_who_may_not_read_it_and_asks_a_user_why(moved):
    entry, why = moved.entry, ("--reason", "The court asked for it in writing")
    as_worker = ("--as", "invented.worker")

    unsaid = run(moved, "prove", entry, *as_worker)
    refused = run(moved, "prove", entry, *as_worker, *why)
    own = run(moved, "prove", moved.office.entry, *as_worker, *why)

    assert (unsaid.exit_code, refused.exit_code) == (2, 1)
    assert leaks(unsaid.output + refused.output) == []
    assert own.exit_code == 0, own.output
    assert json.loads(own.stdout)["ok"]


def run(moved: Moved, *arguments: str) -> Any:
    url = moved.office.throughline.settings.database_url
    return CliRunner().invoke(
        command_line,
        [*arguments, "--format", "json"],
        env={"THROUGHLINE_DATABASE_URL": url},
    )


def read(content: bytes, format_: str) -> str:
    """
    Return everything that a file holds: words, metadata and parts that nobody sees.
    """
    if format_ == "html":
        return content.decode()
    if format_ == "pdf":
        reader = pypdf.PdfReader(BytesIO(content))
        return str(reader.metadata) + " ".join(page.extract_text() for page in reader.pages)
    with ZipFile(BytesIO(content)) as parts:
        return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_every_address_that_takes_a_child_is_among_them(moved):
    parts = parts_of_addresses(moved).keys()

    for rule in moved.office.app.url_map.iter_rules():
        if "child" in rule.arguments and "GET" in (rule.methods or ()):
            assert rule.arguments <= parts, f"say in parts_of_addresses what fills {rule.rule}"
