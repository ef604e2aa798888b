"""What is taken out is what was on the screen, in every format, and without names where asked."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import openpyxl
import pypdf
import pytest
from docx import Document

from service.access.access_log import reads
from service.actions.register_person import RegisterPerson, register_person
from service.documents.extract import FORMATS, STREAMED, written
from service.guarded import HEADINGS
from service.importing.agency_table import import_table
from service.importing.tables.mapping import ColumnMapping
from service.telling.extract import extract
from service.telling.wanted import Wanted
from tests.fakes.office import CANARIES, Office

NAME, MOTHER, WORD = CANARIES
TRICK = 'Rang;=1+1\n- came by\t@SUM(1)\n\'=2\n; "+3" and = no more'


@pytest.fixture
def office(migrated_sqlite_url):
    opened = Office(migrated_sqlite_url)
    opened.record({"fact": f"{NAME} was with {MOTHER}. =1+1", "about": "A visit"}, day="2026-03-22")
    yield opened
    opened.close()


def taken(office, format_, **more):
    browser = office.browser()
    page = browser.get(f"/children/{office.child}/extract").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "do": "file", "format": format_, "names": "with", **more}
    answer = browser.post(f"/children/{office.child}/extract", data=form)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer


def text_of(format_, content):
    match format_:
        case "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            return "\n".join(
                str(cell)
                for sheet in book
                for row in sheet.iter_rows(values_only=True)
                for cell in row
                if cell is not None
            )
        case "docx":
            word = Document(io.BytesIO(content))
            return "\n".join(cell.text for t in word.tables for row in t.rows for cell in row.cells)
        case "pdf":
            return "\n".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages)
        case _:
            return content.decode("utf-8-sig")


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_has_the_entries_what_is_withheld_and_the_position(office, format_):
    answer = taken(office, format_)

    said = text_of(format_, answer.get_data())

    assert WORD in said
    assert MOTHER in said
    assert "Nothing is withheld from this extract." in said.replace("\n", " ")
    assert "Position of the log" in said.replace("\n", " ")
    assert NAME not in answer.headers["Content-Disposition"]


def test_a_cell_that_looks_like_a_formula_is_text(office):
    office.record({"fact": "=HYPERLINK(1)", "about": "=1+1"}, day="2026-03-23")
    rows = list(csv.reader(io.StringIO(text_of("csv", taken(office, "csv").get_data()))))

    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_what_is_taken_out_as_csv_runs_nowhere_and_comes_in_again_to_the_letter(office, tmp_path):
    office.record({"fact": TRICK, "about": "'=1"}, day="2026-03-23")
    said = [one["sentence"] for one in json.loads(taken(office, "json").get_data())["entries"]]
    lines = list(csv.reader(io.StringIO(text_of("csv", taken(office, "csv").get_data()))))
    first = lines.index(list(HEADINGS))

    cells = [part for row in lines for cell in row for part in re.split(r"[;\t\n]", cell)]
    assert not [part for part in cells if part.lstrip(' "').startswith(("=", "+", "-", "@"))]

    file = tmp_path / "extract.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        # Whoever brings it in takes away what stands before its columns and after its rows.
        csv.writer(opened).writerows(lines[first:-1])
    brought = import_table(
        office.throughline,
        file,
        child=office.closed,
        agency="police",
        mapping=ColumnMapping(columns={"date": "When", "event": "What happened"}),
        source="ours",
        actor="operator:tests",
    )
    assert brought.rows.bad == []
    with office.throughline.reading() as session:
        events = [event for event in session.log.stream(office.closed) if event.origin]
    assert [event.content["fact"] for event in events] == said
    assert any(TRICK in one for one in said)


def test_what_was_chosen_on_the_screen_is_what_is_in_the_file(office):
    told = json.loads(taken(office, "json", to="2026-03-20").get_data())

    assert [entry["id"] for entry in told["entries"]] == [str(office.entry)]
    assert told["front"]["Entries"] == "1 of 2"
    assert told["front"]["Chosen"] == "to 20 March 2026"


def test_without_names_nobody_is_named_and_the_names_can_be_put_back(office):
    told = json.loads(taken(office, "json", names="without").get_data())
    said = json.dumps(told)

    assert NAME not in said
    assert MOTHER not in said
    assert "[the child] was with [mother 1]." in said

    browser = office.browser()
    page = browser.get(f"/children/{office.child}/extract").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "do": "names", "text": "[mother 1] rang about [the child]."}
    again = browser.post(f"/children/{office.child}/extract", data=form).get_data(as_text=True)
    assert f"{MOTHER} Invented rang about {NAME} Invented." in again


def test_whoever_becomes_known_later_changes_nobodys_role_name(office):
    def names():
        with office.throughline.reading() as session:
            made = extract(
                session, office.reader("worker"), office.child, Wanted(), anonymised=True
            )
        return {p["id"] for entry in made.entries() for p in entry["people"]}

    before = names()
    reader = office.reader("worker")
    with office.throughline.writing() as session:
        register_person(
            session,
            reader,
            RegisterPerson(
                content={"name": "Another Invented", "kind_of_person": "adult"}, key="another"
            ),
        )
    assert names() == before


@pytest.mark.parametrize("format_", sorted(STREAMED))
def test_a_long_file_says_how_long_it_is_and_is_written_while_it_is_sent(
    office, format_, monkeypatch
):
    monkeypatch.setattr("service.documents.extract.AT_ONCE", 1)
    answer = taken(office, format_)
    with office.throughline.reading() as session:
        made = extract(session, office.reader("worker"), office.child, Wanted())
    told = []

    def telling():
        for one in made.entries():
            told.append(one["id"])
            yield one

    seen = replace(made, entries=telling)
    parts = iter(written(seen, format_, moment=office.clock.now()))
    before = [next(parts) for _ in range(3)]

    assert int(answer.headers["Content-Length"]) == len(answer.get_data())
    assert len(told) == 1 < seen.count == 2
    assert b"".join([*before, *parts]) == answer.get_data()


def test_a_csv_that_was_cut_off_can_be_told_from_a_whole_one(office):
    rows = list(csv.reader(io.StringIO(text_of("csv", taken(office, "csv").get_data()))))

    assert rows[-1] == ["End of the extract", "2 entries"]


def test_what_breaks_half_way_is_an_error_and_no_half_a_file(office, monkeypatch):
    def broken(entry):
        raise RuntimeError(entry["id"])

    monkeypatch.setattr("service.documents.extract._marks", broken)
    monkeypatch.setitem(office.app.config, "PROPAGATE_EXCEPTIONS", False)
    browser = office.browser()
    page = browser.get(f"/children/{office.child}/extract").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "do": "file", "format": "csv", "names": "with"}
    answer = browser.post(f"/children/{office.child}/extract", data=form)

    assert answer.status_code == 500
    assert "Content-Disposition" not in answer.headers


def test_that_it_was_taken_out_is_in_the_access_log_and_nobody_else_can(office):
    taken(office, "csv")
    with office.throughline.reading() as session:
        what = [one.what for one in reads(session.connection, child=office.child)]
    assert what[0] == "extract of the chronology (form sent)"
    refused = office.browser("other").get(f"/children/{office.child}/extract")
    assert refused.status_code != 200


@pytest.mark.parametrize("format_", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("names", ["with", "without"])
def test_what_is_marked_on_the_body_is_drawn_behind_the_chronology(office, format_, names):
    office.record(
        {
            "fact": "Seen at nursery.",
            "type": ["bruise"],
            "body_map": ["left_cheek", "nose"],
            "mobile": "crawling",
            "explanations": ["rolled onto a toy"],
        },
        day="2026-03-23",
        kind="injury_observed",
    )

    content = taken(office, format_, names=names).get_data()

    said = text_of(format_, content)
    assert "left cheek" in said
    match format_:
        case "docx":
            assert len(Document(io.BytesIO(content)).inline_shapes) == 1
        case "xlsx":
            assert "Body map" in " ".join(openpyxl.load_workbook(io.BytesIO(content)).sheetnames)
        case "pdf":
            assert "Body map of entry" in said
            assert "figure, by the child's age then" in said.replace("\n", " ").replace("’", "'")


def test_a_file_that_is_read_names_no_day_on_which_something_was_learned_that_nobody_knew(office):
    with office.throughline.reading() as session:
        made = extract(session, office.reader("worker"), office.child, Wanted())
    roughly = {"learned": "2007-08-31", "learned_words": "August 2007"}
    told = [{**one, **roughly} for one in made.entries()]
    made = replace(made, entries=lambda: iter(told))
    moment = office.clock.now()

    for format_ in ("docx", "pdf", "csv", "xlsx"):
        said = text_of(format_, b"".join(written(made, format_, moment=moment)))
        if format_ in {"docx", "pdf"}:
            assert "August 2007" in " ".join(said.split())
            assert "31 August 2007" not in said
        else:
            # Programs that go on with it sort by the day from which every view counts.
            assert "2007-08-31" in said


def test_a_long_address_of_a_source_runs_off_no_page(office):
    address = "https://" + "averylongaddress" * 8
    office.record({"fact": "A letter.", "source": address}, day="2026-03-23")

    pages = pypdf.PdfReader(io.BytesIO(taken(office, "pdf").get_data())).pages
    told = "\n".join(page.extract_text() for page in pages).replace("\N{ZERO WIDTH SPACE}", "")

    assert address in "".join(told.split()), "it is told whole"
    # The column of sources holds some fourteen letters.
    pieces = [word for word in told.split() if "address" in word or "https" in word]
    assert len(pieces) > 5
    assert max(map(len, pieces)) < 24
