"""Chronologies as agencies really keep them come in without being typed again, and lose nothing."""

from __future__ import annotations

import csv
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.importing.agency_table import import_table
from service.importing.tables.mapping import ColumnMapping
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from projections.chronology.entry import Entry
    from service.importing.agency_table import TableImported


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def bring(office: Office, file: Path) -> TableImported:
    return import_table(
        office.throughline,
        file,
        child=office.child,
        agency="health visiting",
        mapping=ColumnMapping(),
        source=file.name,
        actor="operator:tests",
    )


def told(office: Office) -> dict[str, Entry]:
    with office.throughline.reading() as session:
        entries = chronology(gather(session.log, office.child)).entries
    return {one.content.get("fact", ""): one for one in entries if one.source_ref}


def read(office: Office) -> dict[str, str]:
    return {fact: entry.occurred.words() for fact, entry in told(office).items()}


def as_csv(file: Path, rows: Sequence[Sequence[str]], separator: str = ",") -> Path:
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened, delimiter=separator).writerows(rows)
    return file


def test_a_title_above_the_headings_and_a_line_below_the_table_are_no_events(
    office: Office, tmp_path: Path
) -> None:
    rows = [
        ["CHRONOLOGY OF SIGNIFICANT EVENTS"],
        ["Name of child: (invented)", "Born 3/2/2018"],
        [],
        ["Date of Event:", "Significant Event", "Source of Info", "Action taken", "Signed"],
        ["12/03/07", "Home visit, nobody in.", "HV notes", "Card left.", "AB"],
        ["?/3/07", "The mother was said to have left.", "GP letter", "", "AB"],
        ["01/02/07 - 14/02/07", "On the ward.", "hospital", "", ""],
        [],
        ["Chronology completed by A. Worker, 1/4/2007"],
    ]

    done = bring(office, as_csv(tmp_path / "titles.csv", rows))

    assert read(office) == {
        "Home visit, nobody in.": "12 March 2007",
        "The mother was said to have left.": "March 2007",
        "On the ward. [Date as written: 01/02/07 - 14/02/07]": (
            "between 1 February 2007 and 14 February 2007"
        ),
    }
    visit = told(office)["Home visit, nobody in."]
    assert (visit.content["source"], visit.content["response"]) == ("HV notes", "Card left.")
    assert (done.top.line, done.top.above, done.not_read) == (4, 2, ("Signed",))
    assert [bad.line for bad in done.rows.bad] == [9]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_saved_with_another_separator_is_read_and_its_commas_part_nothing(
    office: Office, tmp_path: Path, separator: str
) -> None:
    rows = [
        ["Date", "Time", "Event"],
        ["12.03.2007", "10.30", "Called, and called again, and again"],
        ["12-Mar-07", "evening", "Rang"],
    ]

    bring(office, as_csv(tmp_path / "other.csv", rows, separator))

    assert read(office) == {
        "Called, and called again, and again": "12 March 2007, 10:30",
        "Rang [Time as written: evening]": "12 March 2007",
    }


def test_a_workbook_is_read_from_the_sheet_that_holds_the_chronology_as_it_is_shown(
    office: Office, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.title = "Guidance"
    book.active["A1"] = "How to fill this in"
    sheet = book.create_sheet("Chronology")
    sheet.append(["Multi-agency chronology"])
    sheet.merge_cells("A1:D1")
    sheet.append(["Date", "Time", "Event", "Professional analysis"])
    sheet.append([datetime(2007, 3, 12), time(10, 30), "Visit", "Worrying."])
    sheet.append([None, None, "Later that day", ""])
    sheet.merge_cells("A3:A4")
    sheet.append([datetime(2007, 3, 1), None, "That month", ""])
    sheet["A5"].number_format = "mmm-yy"
    sheet.append([39153, None, "Kept as a number", ""])
    sheet.append([None, None, "Of no day", ""])
    book.save(tmp_path / "book.xlsx")

    done = bring(office, tmp_path / "book.xlsx")

    assert read(office) == {
        "Visit": "12 March 2007, 10:30",
        "Later that day": "12 March 2007",
        "That month": "March 2007",
    }
    assert told(office)["Visit"].content["opinion"] == "Worrying."
    assert (done.top.sheet, done.top.other_sheets) == ("Chronology", ("Guidance",))
    faults = {bad.line: bad.faults[0] for bad in done.rows.bad}
    assert faults[6].fix.startswith("Show the column as dates")
    assert faults[7].reason == "the date is missing"


def _row(*cells: str) -> str:
    return f"<w:tr {nsdecls('w')}>{''.join(cells)}</w:tr>"


def _cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{inside}</w:p></w:tc>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_word_form_with_picked_dates_split_cells_and_tracked_changes_keeps_every_word(
    office: Office, tmp_path: Path
) -> None:
    document = Document()
    family = document.add_table(1, 2)
    family.cell(0, 0).text, family.cell(0, 1).text = "Child", "(invented)"
    table: Any = document.add_table(0, 3)._tbl
    picked = f"<w:sdt><w:sdtContent>{_run('12.3.07')}</w:sdtContent></w:sdt>"
    whole = f"<w:sdt><w:sdtContent>{_cell(_run('13/3/2007'))}</w:sdtContent></w:sdt>"
    added = f'<w:ins w:id="1" w:author="x">{_run(" and cried")}</w:ins>'
    taken = '<w:del w:id="2" w:author="x"><w:r><w:delText> not</w:delText></w:r></w:del>'
    gone = '<w:trPr><w:del w:id="3" w:author="x"/></w:trPr>'
    heading = _row(*(_cell(_run(name)) for name in ("DATE", "EVENT", "IMPACT ON CHILD")))
    rows = [
        heading,
        _row(
            _cell(picked, '<w:vMerge w:val="restart"/>'),
            _cell(_run("Was seen") + taken + added),
            _cell(_run("Afraid.")),
        ),
        _row(_cell("", "<w:vMerge/>"), _cell(_run("Was asleep")), _cell("")),
        _row(whole, _cell(_run("Weighed")), _cell("")),
        _row(gone, _cell(_run("14/3/2007")), _cell(_run("Struck out")), _cell("")),
        heading,
        _row(_cell(_run("2008"), '<w:gridSpan w:val="3"/>')),
        _row(_cell(_run("14th March 2008")), _cell(_run("Seen again")), _cell("")),
    ]
    for row in rows[:-1]:
        table.append(parse_xml(row))
    repeated = f"<w:sdt {nsdecls('w')}><w:sdtContent>{rows[-1]}</w:sdtContent></w:sdt>"
    table.append(parse_xml(repeated))
    document.save(str(tmp_path / "form.docx"))

    done = bring(office, tmp_path / "form.docx")

    assert read(office) == {
        "Was seen and cried": "12 March 2007",
        "Was asleep": "12 March 2007",
        "Weighed": "13 March 2007",
        "Seen again": "14 March 2008",
    }
    assert told(office)["Was seen and cried"].content["opinion"] == "Afraid."
    assert [bad.faults[0].reason for bad in done.rows.bad] == ["nothing says what happened"]


def test_a_table_whose_months_come_first_says_so_before_days_are_taken_for_months(
    office: Office, tmp_path: Path
) -> None:
    rows = [["Date", "Event"], ["3/25/2007", "x"], ["3/4/2007", "y"]]

    done = bring(office, as_csv(tmp_path / "months.csv", rows))

    (bad,) = done.rows.bad
    assert bad.faults[0].reason == "this is a date only if the month comes before the day"
