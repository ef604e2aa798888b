"""
What was corrected, struck out or marked routine is marked so wherever it is told, and what it said
before is readable there or one link away: on every address, in every file, by every command.
"""

from __future__ import annotations

import html
import re
import shutil
import sys
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import click
import pypdf
import pytest
from click.testing import CliRunner

from events.occurred import Occurred
from service.actions.change_significance import ChangeSignificance, change_significance
from service.actions.correct_entry import CorrectEntry, StrikeOut, correct_entry, strike_out
from service.cli.__main__ import throughline as command_line
from service.documents.extract import FORMATS
from service.documents.pack import FORMATS as PACKS
from service.web.routing import PAGES
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient


@dataclass(frozen=True, kw_only=True)
class Changed:
    """
    One entry that was changed, known by words that stand nowhere else.

    Args:
        now: A word that it says now.
        before: A word that it said before; "" where its words did not change.
        mark: What a view that tells it has to say beside it.
        why: A word of the reason.
    """

    entry: str
    now: str
    before: str
    mark: str
    why: str


@dataclass(frozen=True)
class House:
    """
    An office with one entry of each sort, days after they were changed.
    """

    office: Office
    changed: dict[str, Changed]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, _migrated_sqlite_file: Path) -> Iterator[House]:
    file = tmp_path_factory.mktemp("changed") / "throughline.db"
    shutil.copyfile(_migrated_sqlite_file, file)
    office = Office(f"sqlite:///{file}")
    office.officer_works_with_the_child()
    corrected = office.record({"fact": "Heronmarsh was seen at the gate."}, day="2026-03-18")
    struck = office.record(
        {
            "severity": "assault", "pregnant": "no", "children_household": "yes",
            "children_present": "yes", "fact": "Dunnockdoor was broken.",
        },
        kind="domestic_abuse_incident",
    )  # fmt: skip
    routine = office.record(
        {"fact": "Linnetword was said of the stairs.", "significance": "significant"},
        day="2026-03-21",
    )
    who = office.reader("worker")
    with office.throughline.writing() as session:
        decided_on = session.log.stream(office.child)[-1].version
        correct_entry(
            session, who,
            CorrectEntry(
                child=office.child, entry=corrected, decided_on=decided_on, key="correct",
                content={
                    "from_whom": "neighbour", "about": "A call",
                    "fact": "Kestrelwood was seen at the gate.",
                },
                occurred=Occurred.day(date(2026, 3, 19)),
                reason="Siskinreason: the note was of another day.",
            ),
        )  # fmt: skip
        strike_out(
            session, who,
            StrikeOut(
                child=office.child, entry=struck, decided_on=decided_on, key="strike",
                reason="Buntingreason: it was another house.",
            ),
        )  # fmt: skip
        change_significance(
            session, who,
            ChangeSignificance(
                child=office.child, entry=routine, decided_on=decided_on, key="routine",
                significance="routine", reason="Pipitreason: the stairs have a gate.",
            ),
        )  # fmt: skip
    office.clock.forward(days=2)
    yield House(
        office,
        {
            "corrected": Changed(
                entry=corrected, now="Kestrelwood", before="Heronmarsh",
                mark="corrected", why="Siskinreason",
            ),
            "struck out": Changed(
                entry=struck, now="Dunnockdoor", before="",
                mark="struck out", why="Buntingreason",
            ),
            "routine": Changed(
                entry=routine, now="Linnetword", before="", mark="routine", why="Pipitreason",
            ),
        },
    )  # fmt: skip
    office.close()


NEAR = 3000
"""Within so many characters of its words a mark is one of the same entry."""

FEED = "/api/events"
"""Tells events as they were recorded; what changed an entry is an event of its own, and follows."""


def marks_missing(house: House, text: str, *, linked: bool) -> list[str]:
    """
    Say of each changed entry that a text tells what is not said beside it.

    Args:
        linked: Whether what it said before may be one link away instead.
    """
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html.unescape(text)))
    missing = []
    for what, one in house.changed.items():
        if one.now not in plain and (not one.before or one.before not in plain):
            continue
        missing += [
            f"{what}: not marked at “…{plain[max(0, place - 80) : place]}”"
            for place in (
                f.start() for f in re.finditer(f"{one.now}|{one.before or one.now}", plain)
            )
            if one.mark not in plain[max(0, place - NEAR) : place + NEAR].casefold()
        ]
        if one.now not in plain:
            missing.append(f"{what}: what it says now is not told")
        # A form lists entries to tick by their numbers, by which each is read.
        away = linked and (f"entries/{one.entry}" in text or f"Entry {one.entry}," in plain)
        if one.before and one.before not in plain and not away:
            missing.append(f"{what}: what it said before is neither there nor one link away")
        if one.why not in plain and not away and not linked:
            missing.append(f"{what}: why is not said")
    return missing


def told(house: House, text: str) -> set[str]:
    """
    Return which of the changed entries a text tells.
    """
    return {what for what, one in house.changed.items() if one.now in text}


def addresses(house: House) -> Iterator[str]:
    """
    Yield every address that answers a reading; one whose parts are new here fails, so that it is
    thought of.
    """
    office = house.office
    parts: dict[str, Any] = {
        "child": office.child, "outcome": office.child, "kind": "visit", "escalation": 1,
        "handover": 1, "challenge": 1, "person": office.mother, "other": office.closed,
        "rest": "nothing", "filename": "vendor/throughline.css", "row": 1, "secret": "nobody",
        "view": office.child,
        "attachment": 1,
    }  # fmt: skip
    with office.app.test_request_context():
        for rule in office.app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint in {"static", "sign_out"}:
                continue
            entries = [one.entry for one in house.changed.values()]
            for entry in entries if "entry" in rule.arguments else entries[:1]:
                here = {**parts, "entry": int(entry)}
                at = office.app.url_for(rule.endpoint, **{n: here[n] for n in rule.arguments})
                yield at
                if rule.endpoint in {"child", "api.chronology_read"}:
                    yield from (f"{at}?length={one}" for one in ("significant", "court"))
                    yield f"{at}?length=conference"


def token(browser: FlaskClient, at: str) -> str:
    found: list[str] = re.findall('name="csrf_token" value="([^"]+)"', browser.get(at).text)
    return found[0]


def test_no_address_tells_a_changed_entry_without_saying_so(house: House) -> None:
    browser, api = house.office.browser(), house.office.api()
    missing, telling = [], {}
    for at in addresses(house):
        program = at.startswith("/api")
        text = (api if program else browser).get(at).get_data(as_text=True)
        telling[at.replace(str(house.office.child), "…")] = told(house, text)
        if at != FEED:
            missing += [(at, what) for what in marks_missing(house, text, linked=not program)]

    assert missing == []
    # Floors: a reading that answers nothing would have nothing to mark.
    everything = set(house.changed)
    for at in ("/children/…", "/children/…?length=court", "/children/…?length=conference",
               "/children/…/side-by-side", "/api/children/…/chronology",
               "/api/children/…/side-by-side", FEED):  # fmt: skip
        assert telling[at] == everything, at
    assert sum(bool(found) for found in telling.values()) >= 25


def test_the_feed_tells_each_change_as_an_event_that_names_the_entry(house: House) -> None:
    events = house.office.api().get(FEED).get_json()
    changes = {
        (event["type"].rsplit(".", 1)[-1], event["data"]["content"].get("entry"))
        for event in events
    }

    assert {
        ("entry_corrected", house.changed["corrected"].entry),
        ("entry_struck_out", house.changed["struck out"].entry),
        ("significance_changed", house.changed["routine"].entry),
    } <= changes


@pytest.mark.parametrize("what", ["corrected", "struck out", "routine"])
def test_words_find_a_changed_entry_by_what_it_says_and_by_what_it_said(
    house: House, what: str
) -> None:
    one, office = house.changed[what], house.office
    browser, at = office.browser(), f"/children/{office.child}"
    for words in filter(None, (one.now, one.before)):
        page = browser.post(at, data={"csrf_token": token(browser, at), "words": words}).text
        answer = office.api().post(f"/api{at}/chronology/words", {"words": words}).text

        assert f'id="e{one.entry}"' in page
        assert told(house, answer) == {what}
        assert marks_missing(house, page, linked=True) == []
        assert marks_missing(house, answer, linked=False) == []


FILES = [
    *(("pack", {"audience": "professionals", "format": one}) for one in PACKS),
    *(("extract", {"do": "file", "names": "with", "format": one}) for one in FORMATS),
    *(("extract", {"do": "file", "names": "without", "format": one}) for one in ("csv", "json")),
]


@pytest.mark.parametrize(("page", "asked"), FILES)
def test_no_file_holds_a_changed_entry_without_what_it_said_before(
    house: House, page: str, asked: dict[str, str]
) -> None:
    browser, at = house.office.browser(), f"/children/{house.office.child}/{page}"
    made = browser.post(at, data={"csrf_token": token(browser, at), **asked})

    words = read(made.data, asked["format"])

    assert told(house, words) == set(house.changed)
    assert marks_missing(house, words, linked=False) == []


def test_every_page_that_hands_out_a_file_is_among_them() -> None:
    makers = {
        name
        for name, page in PAGES.items()
        if hasattr(sys.modules[page.view.__module__], "Download")
    }
    # A proof is of one event as it was recorded; an import hands back rows that it refused; an
    # attachment is the file that was added; a duty copy tells the last entries as they now read.
    assert makers - {"attachment", "duty_copies", "proof", "import_table"} == {
        page for page, _ in FILES
    }


READING = (
    "chronology", "chronology --length significant", "chronology --length court",
    "chronology --length conference", "side-by-side", "indicators", "replay", "outcomes", "family",
    "hidden", "genogram", "person show",
)  # fmt: skip
WRITING = {
    "allocate", "import-table", "person add", "retention hold", "retention let-go", "tie add",
    "tie correct", "tie end", "tie strike", "extract", "pack", "person homes", "restrict",
}  # fmt: skip
"""Commands about a child that record something, write what is told to a file as pages do, or read
addresses, which are no entries."""


@pytest.mark.parametrize("form", ["json", "table"])
@pytest.mark.parametrize("command", READING)
def test_no_command_tells_a_changed_entry_without_saying_so(
    house: House, command: str, form: str
) -> None:
    words, _, options = command.partition(" --")
    office = house.office
    child = [str(office.child), *([str(office.mother)] if "person" in words else [])]
    more = f"--{options}".split() if options else []
    said = CliRunner().invoke(
        command_line,
        [*words.split(), *child, *more, "--format", form],
        env={
            "THROUGHLINE_DATABASE_URL": office.throughline.settings.database_url,
            "COLUMNS": "4000",
        },
    )

    assert said.exit_code == 0, said.output
    assert marks_missing(house, said.output, linked=False) == []
    if words in {"chronology", "side-by-side"}:
        assert {"corrected", "struck out"} <= told(house, said.output)


def test_every_command_about_a_child_is_among_them() -> None:
    about_a_child = set(taking_a_child(command_line, ""))
    asked = {command.partition(" --")[0] for command in READING}

    assert about_a_child - WRITING == asked


def taking_a_child(command: click.Command, called: str) -> Iterator[str]:
    """
    Yield every command below one, by its words, that takes a child.
    """
    if not isinstance(command, click.Group):
        if "child" in {option.name for option in command.params}:
            yield called
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        if below := command.get_command(context, name):
            yield from taking_a_child(below, f"{called} {name}".strip())


def read(content: bytes, format_: str) -> str:
    """
    Return the words that a file shows.
    """
    if format_ == "pdf":
        pages = (page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
        return " ".join(pages)
    if format_ in {"docx", "xlsx"}:
        with ZipFile(BytesIO(content)) as parts:
            names = [name for name in parts.namelist() if name.endswith(".xml")]
            return " ".join(parts.read(name).decode() for name in names)
    return content.decode()


CHANGING = {
    "corrected": "correct",
    "struck out": "strike-out",
    "routine": "significance",
}


@pytest.mark.parametrize("form", CHANGING.values())
@pytest.mark.parametrize(("who", "may"), [("officer", False), ("manager", True)])
def test_only_the_author_or_a_manager_changes_an_entry_and_the_reason_is_shown(
    house: House, form: str, who: str, may: bool
) -> None:
    """
    The officer of another agency works with the child too, and reads every word.
    """
    office = house.office
    entry = office.record({"fact": f"An invented call about {form} and {who}."})
    at = f"/children/{office.child}/entries/{entry}/{form}"
    browser = office.browser(who)
    page = browser.get(at)
    answer = browser.post(
        at,
        data={
            "csrf_token": token(browser, f"/children/{office.child}/record/contact"),
            "key": f"{form}{who}",
            "version": (re.findall(r'name="version" value="(\d+)"', page.text) or ["99"])[0],
            "from_whom": "neighbour", "about": "A call", "fact": "An invented other call.",
            "occurred-day": "20", "occurred-month": "3", "occurred-year": "2026",
            "significance": "significant", "significance_reason": f"Wrenreason {form} {who}",
            "reason": f"Wrenreason {form} {who}",
            "correction-reason": f"Wrenreason {form} {who}",
        },
    )  # fmt: skip
    told = office.api().get(f"/api/entries/{entry}").get_json()

    assert (answer.status_code == 303) is may
    assert [one["reason"] for one in told["changes"]] == (
        [f"Wrenreason {form} {who}"] if may else []
    )
    read_again = office.browser().get(f"/children/{office.child}/entries/{entry}").text
    assert (f"Wrenreason {form} {who}" in read_again) is may
