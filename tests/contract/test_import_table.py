"""An agency's own chronology comes in as it is kept: CSV, Excel or Word, once, and undone whole."""

from __future__ import annotations

import csv
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from openpyxl import Workbook

from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.importing.agency_table import import_table
from service.importing.errors import ImportRefused
from service.importing.rejects import write_rejects
from service.importing.tables.mapping import (
    ColumnMapping,
    checked,
    keep_mapping,
    kept_mapping,
)
from service.importing.tables.opened import rows_of
from service.importing.undoing import undo_import
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from service.importing.agency_table import TableImported

HEADING = ("Date", "Time", "Source of information", "Event", "Comment", "Who")
WHO = ColumnMapping(columns=dict(ColumnMapping().columns) | {"people": "Who"})
ROWS = (
    ("12/03/2019", "14:30", "Invented nurse", "Weighed; below the line.", "Worrying.", "mother"),
    ("March 2019", "?", "Letter", "Moved to another flat.", "", ""),
    ("?3/4/2019", "", "Neighbour", "Shouting at night.", "", "uncle's friend"),
    ("2018", "", "", "Registered with the practice.", "", ""),
    ("before 3/2019", "", "", "The father had gone.", "", ""),
    ("After 12 March 2019", "", "", "Nobody opened the door.", "", ""),
)


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def table(folder: Path, sort: str, rows: Sequence[Sequence[Any]], heading: Any = HEADING) -> Path:
    file = folder / f"chronology.{sort}"
    whole = [heading, *rows]
    match sort:
        case "csv":
            with file.open("w", encoding="utf-8-sig", newline="") as opened:
                csv.writer(opened).writerows(whole)
        case "xlsx":
            book = Workbook()
            for row in whole:
                book.active.append(list(row))
            book.save(file)
        case _:
            document = Document()
            made = document.add_table(rows=0, cols=len(heading))
            for row in whole:
                for cell, words in zip(made.add_row().cells, row, strict=True):
                    cell.text = words
            document.save(str(file))
    return file


def bring(office: Office, file: Path, **more: Any) -> TableImported:
    asked: dict[str, Any] = {
        "child": office.child,
        "agency": "health visiting",
        "mapping": WHO,
        "source": "hv",
        "actor": "operator:tests",
    }
    return import_table(office.throughline, file, **(asked | more))


def told(office: Office) -> dict[str, Any]:
    with office.throughline.reading() as session:
        entries = chronology(gather(session.log, office.child)).entries
    return {entry.content.get("fact", ""): entry for entry in entries if entry.source_ref}


@pytest.mark.parametrize("sort", ["csv", "xlsx", "docx"])
def test_dates_are_as_exact_as_they_were_written_and_the_same_table_adds_nothing(
    office: Office, tmp_path: Path, sort: str
) -> None:
    file = table(tmp_path, sort, ROWS)
    first, again = bring(office, file), bring(office, file)
    assert (first.rows.imported, first.rows.bad) == (6, [])
    assert (again.rows.imported, again.rows.already) == (0, 6)
    found = told(office)
    assert {fact: entry.occurred.words() for fact, entry in found.items()} == {
        "Weighed; below the line.": "12 March 2019, 14:30",
        "Moved to another flat.": "March 2019",
        "Shouting at night.": "about 3 April 2019",
        "Registered with the practice.": "2018",
        "The father had gone.": "before 1 March 2019",
        "Nobody opened the door.": "after 12 March 2019",
    }
    weighed = found["Weighed; below the line."]
    assert weighed.content["opinion"] == "Worrying."
    assert weighed.agency == "health visiting"
    assert office.mother in weighed.people("named")


def test_a_preview_tells_every_rows_fate_and_records_nothing(
    office: Office, tmp_path: Path
) -> None:
    bring(office, table(tmp_path, "csv", ROWS[:1]))
    before = len(told(office))
    looked = bring(
        office, table(tmp_path, "csv", [*ROWS[:2], ("soon", "", "", "x", "", "")]), preview=True
    )
    assert [(fate.line, fate.fate) for fate in looked.fates] == [
        (2, "is there already"),
        (3, "is new"),
        (4, "is refused"),
    ]
    assert len(told(office)) == before


def test_refused_rows_name_the_agencys_own_columns_and_come_back_mended(
    office: Office, tmp_path: Path
) -> None:
    bad = (
        ("31/02/2019", "", "", "No such day.", "", ""),
        ("3/13/2019", "", "", "Month first?", "", ""),
        ("1/3/2019", "25:00", "", "No such time.", "", ""),
        ("1/3/2119", "", "", "To come.", "", ""),
        ("1/3/2019", "", "", "Turned \u202e round.", "", ""),
    )
    done = bring(office, table(tmp_path, "csv", [*bad, ROWS[0]]))
    assert (done.rows.imported, len(done.rows.bad)) == (1, 5)
    columns = [row.faults[0].column for row in done.rows.bad]
    assert sorted(columns) == ["Date", "Date", "Date", "Event", "Time"]
    assert all(fault.fix for row in done.rows.bad for fault in row.faults)
    rejects = tmp_path / "rejects.csv"
    write_rejects(rejects, done.heading, done.rows.bad)
    text = rejects.read_text(encoding="utf-8").replace("31/02/2019", "28/02/2019")
    rejects.write_text(text, encoding="utf-8")
    mended = bring(office, rejects)
    assert (mended.rows.imported, len(mended.rows.bad)) == (1, 4)


def test_a_refused_row_runs_nothing_where_it_is_mended_and_comes_back_to_the_letter(
    office: Office, tmp_path: Path
) -> None:
    trick = "=1+1 he said;+2\n- and '=3\n'@x"
    done = bring(office, table(tmp_path, "csv", [("31/02/2019", "", "@home", trick, "", "")]))
    rejects = tmp_path / "rejects.csv"
    write_rejects(rejects, done.heading, done.rows.bad)
    with rejects.open(encoding="utf-8", newline="") as opened:
        cells = [part for row in csv.reader(opened) for cell in row for part in _parts(cell)]
    assert not [part for part in cells if part.startswith(("=", "+", "-", "@"))]

    # Mended where it is not mended yet: what is refused twice is guarded once.
    write_rejects(rejects, done.heading, bring(office, rejects).rows.bad)
    text = rejects.read_text(encoding="utf-8").replace("31/02/2019", "28/02/2019")
    rejects.write_text(text, encoding="utf-8", newline="")
    assert bring(office, rejects).rows.imported == 1

    (entry,) = [entry for fact, entry in told(office).items() if "he said" in fact]
    assert entry.content["fact"] == trick
    assert entry.content["source"] == "@home"


def _parts(cell: str) -> list[str]:
    return [part.lstrip(' "') for part in re.split("[;\t\n]", cell)]


def test_an_import_is_undone_whole_with_its_reason_and_can_come_in_again(
    office: Office, tmp_path: Path
) -> None:
    file = table(tmp_path, "csv", ROWS)
    bring(office, file)
    undone = undo_import(office.throughline, "hv", reason="Another child's.", actor="operator:t")
    again = undo_import(office.throughline, "hv", reason="Another child's.", actor="operator:t")
    assert (undone, again) == (6, 0)
    assert {entry.status for entry in told(office).values()} == {"struck out"}
    assert bring(office, file, source="hv, second").rows.imported == 6


def test_an_agencys_mapping_is_kept_and_says_what_its_own_words_mean(
    office: Office, tmp_path: Path
) -> None:
    said = {
        "columns": {"date": "When", "event": "What", "kind": "Type"},
        "kinds": {"Home visit": "visit"},
        "day_first": False,
    }
    with office.throughline.writing() as session:
        keep_mapping(session, "Health  Visiting", checked(said, "given"))
    with office.throughline.reading() as session:
        kept = kept_mapping(session, "health visiting")
        assert kept_mapping(session, "police") == ColumnMapping()
    rows = [("3/4/2019", "Saw the room.", "home visit"), ("3/4/2019", "Rang.", "nonsense")]
    done = bring(office, table(tmp_path, "xlsx", rows, ("When", "What", "Type")), mapping=kept)
    assert told(office)["Saw the room."].kind == "visit"
    assert told(office)["Saw the room."].occurred.words() == "4 March 2019"
    (refused,) = done.rows.bad
    assert refused.faults[0].column == "Type"
    with pytest.raises(ImportRefused, match=r"missing: When it happened \(“When”\), What"):
        bring(office, table(tmp_path, "xlsx", rows, ("A", "B", "C")), mapping=kept)


def test_a_mapping_that_means_nothing_is_refused_with_its_fix() -> None:
    for said in (
        {"columns": {"date": "When"}},
        {"columns": {"date": "When", "event": "What", "colour": "x"}},
        {"kind": "no_such_kind"},
        {"kinds": {"x": "no_such_kind"}},
        {"day_first": "yes"},
        {"more": 1},
    ):
        with pytest.raises(ImportRefused) as refused:
            checked(said, "mapping.toml")
        assert refused.value.fix


def test_formulas_bombs_and_entities_are_refused_and_nothing_is_half_written(
    office: Office, tmp_path: Path
) -> None:
    rows = [("12/03/2019", "", "", "=1+1", "", ""), ROWS[1]]
    done = bring(office, table(tmp_path, "xlsx", rows))
    assert (done.rows.imported, done.rows.bad[0].faults[0].column) == (1, "D")
    good = table(tmp_path, "xlsx", ROWS).read_bytes()
    broken = {
        "cut.xlsx": good[: len(good) // 2],
        "text.xlsx": b"Date,Event\n",
        "bomb.xlsx": _packed(tmp_path, b"<x>" + b"0" * 60_000_000),
        "entities.xlsx": _packed(tmp_path, b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        "latin.csv": "Date,Event\n1/3/2019,Müller\n".encode("latin-1"),
        "nul.csv": b"Date,Event\n1/3/2019,a\0b\n",
        "twice.csv": b"Date,Date,Event\n1/3/2019,,x\n",
        "lacking.csv": b"Whenever,Event\n1/3/2019,x\n",
        "other.pdf": b"%PDF",
    }
    before = len(told(office))
    for name, content in broken.items():
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(ImportRefused) as refused:
            bring(office, file)
        assert refused.value.fix, name
    huge = table(tmp_path, "csv", [("1/3/2019", "", "", "x" * 10_000_000, "", "")])
    assert len(bring(office, huge).rows.bad) == 1
    assert len(told(office)) == before


def _packed(folder: Path, content: bytes) -> bytes:
    file = folder / "packed.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", content)
    return file.read_bytes()


def test_a_cell_that_claims_to_span_millions_is_refused_and_fills_no_memory(
    tmp_path: Path,
) -> None:
    document = Document()
    wide = document.add_table(1, 2).cell(0, 1)._tc
    wide.grid_span = 50_000_000
    document.save(str(tmp_path / "wide.docx"))
    with pytest.raises(ImportRefused, match="spans more than 100 columns"):
        list(rows_of(tmp_path / "wide.docx"))


def test_cells_merged_over_many_rows_say_in_each_what_they_say_once(tmp_path: Path) -> None:
    document = Document()
    made = document.add_table(rows=1_500, cols=2)
    for number, row in enumerate(made._tbl.tr_lst):
        merged, own = row.tc_lst
        merged.vMerge = "continue" if number > 1 else "restart"
        own.p_lst[0].add_r().text = f"row {number}"
        merged.p_lst[0].add_r().text = "Date" if not number else f"{number}/1/2019"
    document.save(str(tmp_path / "merged.docx"))

    rows = [row for _, row in rows_of(tmp_path / "merged.docx")]

    assert len(rows) == 1_500
    assert rows[0] == ["Date", "row 0"]
    assert rows[-1] == ["1/1/2019", "row 1499"]


def test_a_merge_that_goes_on_from_nothing_is_read_as_what_it_says(tmp_path: Path) -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Date"
    cell._tc.vMerge = "continue"
    document.save(str(tmp_path / "odd.docx"))
    assert list(rows_of(tmp_path / "odd.docx")) == [(1, ["Date"])]


def test_a_stray_cell_in_the_last_column_is_not_read_as_sixteen_thousand(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Date", "Event"])
    book.active["XFD2"] = "stray"
    book.save(tmp_path / "wide.xlsx")
    (first, *_) = rows_of(tmp_path / "wide.xlsx")
    assert isinstance(first[1], list)
    assert len(first[1]) == 100
