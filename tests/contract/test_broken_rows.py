"""A thousand broken rows of every sort: each refused by line, column and fix, none half-written."""

from __future__ import annotations

import csv
import io
import random
import re
import struct
import zipfile
from itertools import cycle, islice
from typing import TYPE_CHECKING

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from service.importing.agency_table import import_table
from service.importing.errors import ImportRefused
from service.importing.read_case import LONGEST_CELL
from service.importing.tables.mapping import checked
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from service.importing.agency_table import TableImported

HEADING = ("Date", "Time", "Source of information", "Event", "Comment")
LETTERS = tuple(get_column_letter(place) for place in range(1, len(HEADING) + 1))
GOOD = ("12/03/2019", "10:30", "nurse", "Weighed.", "")
DATES = (
    "31/02/2019",
    "29/02/2019",
    "00/03/2019",
    "12/13/2019",
    "2019-02-30",
    "32/1/2019",
    "12/03/2999",
    "3/13/19",
    "39153",
    "03/07",
    "14/2/2019 - 1/2/2019",
    "1/3/2019 and 2/3/2019",
    "last Tuesday",
    "1e9",
    "=TODAY()",
    "#REF!",
    "12/03/2019\N{RIGHT-TO-LEFT OVERRIDE}",
    "",
)
TIMES = ("25:00", "12:60", "noonish", "=NOW()", "-1:00", "#VALUE!")
TEXTS = (
    "",
    "a\N{RIGHT-TO-LEFT OVERRIDE}b",
    "\N{LEFT-TO-RIGHT ISOLATE}b",
    "x" * (LONGEST_CELL + 1),
)
IN_A_DOCUMENT = (
    *((one, *GOOD[1:]) for one in DATES),
    *((GOOD[0], one, *GOOD[2:]) for one in TIMES),
    *((*GOOD[:3], one, "") for one in TEXTS),
)
"""What Excel and Word can hold as well: no file of theirs can have a bell in it."""
IN_A_TEXT = (
    *IN_A_DOCUMENT,
    (*GOOD[:3], "a\x07b", ""),
    (*GOOD, "one", "too many"),
)
HUGE = 10_000_000


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def bring(office: Office, file: Path) -> TableImported:
    return import_table(
        office.throughline,
        file,
        child=office.child,
        agency="nursing",
        mapping=checked({}, "standard"),
        source="broken",
        actor="operator:tester",
    )


def held(office: Office) -> int:
    with office.throughline.reading() as session:
        return session.log.settled()


def written(file: Path, rows: Sequence[Sequence[str]]) -> Path:
    match file.suffix:
        case ".csv":
            with file.open("w", encoding="utf-8", newline="") as opened:
                csv.writer(opened).writerows(rows)
        case ".xlsx":
            book = Workbook(write_only=True)
            sheet = book.create_sheet()
            for row in rows:
                sheet.append(list(row))
            book.save(file)
        case _:
            document = Document()
            table = document.add_table(rows=len(rows), cols=len(HEADING))
            # The library looks every cell up anew: of a thousand rows that takes minutes.
            for made, row in zip(table._tbl.tr_lst, rows, strict=True):
                for cell, words in zip(made.tc_lst, row, strict=True):
                    cell.p_lst[0].add_r().text = words
            document.save(str(file))
    return file


@pytest.mark.parametrize("sort", ["csv", "xlsx", "docx"])
def test_each_of_a_thousand_broken_rows_is_refused_by_line_column_and_fix_and_none_is_half_written(
    office: Office, tmp_path: Path, sort: str
) -> None:
    every = IN_A_TEXT if sort == "csv" else IN_A_DOCUMENT
    broken = list(islice(cycle(every), 1_000))
    file = written(tmp_path / f"broken.{sort}", [HEADING, *broken])
    before = held(office)

    done = bring(office, file)

    passed = {row: broken[row - 2] for row in range(2, 1_002)}
    for bad in done.rows.bad:
        passed.pop(bad.line)
        assert all(fault.reason and fault.fix for fault in bad.faults), bad.line
        named = {*HEADING, ""} if sort == "csv" else {*HEADING, *LETTERS, *"12345"}
        assert {fault.column for fault in bad.faults} <= named, bad.line
    assert set(passed.values()) == set()
    assert (done.rows.imported, len(done.rows.bad)) == (0, 1_000)
    assert held(office) == before


@pytest.mark.parametrize("sort", ["csv", "xlsx", "docx"])
def test_a_cell_of_ten_million_characters_costs_its_row_and_no_other(
    office: Office, tmp_path: Path, sort: str
) -> None:
    file = tmp_path / f"huge.{sort}"
    written(file, [HEADING, (*GOOD[:3], "ENDLESS", ""), GOOD])
    if sort == "csv":
        file.write_bytes(file.read_bytes().replace(b"ENDLESS", b"x" * HUGE))
    else:
        # No library writes such a cell.
        _repacked(file, lambda part: part.replace(b"ENDLESS", _random_letters(HUGE)))

    done = bring(office, file)

    assert (done.rows.imported, [bad.line for bad in done.rows.bad]) == (1, [2])
    (fault,) = done.rows.bad[0].faults
    assert "characters" in fault.reason
    assert fault.fix


@pytest.mark.parametrize("sort", ["xlsx", "docx"])
def test_a_packed_file_that_is_not_what_it_says_is_refused_whole_with_its_fix(
    office: Office, tmp_path: Path, sort: str
) -> None:
    good = written(tmp_path / f"good.{sort}", [HEADING, GOOD]).read_bytes()
    bomb = b"<x>" + b"0" * 60_000_000
    broken = {
        "cut": good[: len(good) // 2],
        "empty": b"",
        "a text": b"Date,Event\n1/3/2019,x\n",
        "of no parts": _packed({}),
        "a bomb": _packed({"xl/workbook.xml": bomb, "word/document.xml": bomb}),
        "a bomb in a picture": _with(good, {"media/image1.png": bomb}),
        "a bomb that lies of its size": _smaller_in_words(_with(good, {"x.xml": bomb})),
        "of many parts": _with(good, {f"part{n}.xml": b"<x/>" for n in range(6_000)}),
        "a million laughs": _every_part(good, b"<!DOCTYPE x [<!ENTITY a 'b'>]>"),
        "a file of this machine": _every_part(
            good, b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:/etc/passwd'>]>"
        ),
        "in another encoding": _every_part(good, None),
        "locked": _locked(good),
    }
    before = held(office)
    for name, content in broken.items():
        file = tmp_path / f"{name}.{sort}"
        file.write_bytes(content)
        with pytest.raises(ImportRefused) as refused:
            bring(office, file)
        assert refused.value.fix, name
        assert "root:" not in str(refused.value)
    assert held(office) == before


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-16-be", "utf-32"])
def test_a_text_in_another_encoding_is_refused_and_no_name_is_spelt_wrong(
    office: Office, tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "chronology.csv"
    file.write_bytes("Date,Event\n1/3/2019,Zoë “Müller” visited.\n".encode(encoding, "replace"))
    before = held(office)
    with pytest.raises(ImportRefused) as refused:
        bring(office, file)
    assert "UTF-8" in refused.value.fix
    assert held(office) == before


def _random_letters(many: int) -> bytes:
    # As repetitive as a bomb it would be refused as one.
    return random.Random(5).randbytes(many // 2).hex().encode()


def _parts(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def _with(packed: bytes, more: Mapping[str, bytes]) -> bytes:
    return _packed(_parts(packed) | dict(more))


def _repacked(file: Path, change: Callable[[bytes], bytes]) -> None:
    parts = _parts(file.read_bytes())
    file.write_bytes(_packed({name: change(part) for name, part in parts.items()}))


def _every_part(packed: bytes, declared: bytes | None) -> bytes:
    """
    Declare something before the root of every part; with None write every part in UTF-16.
    """

    def changed(part: bytes) -> bytes:
        if declared is None:
            return part.decode().replace("UTF-8", "UTF-16").encode("utf-16")
        start = part.index(b"?>") + 2 if part.startswith(b"<?xml") else 0
        return part[:start] + declared + part[start:]

    return _packed({name: changed(part) for name, part in _parts(packed).items() if ".xml" in name})


def _smaller_in_words(packed: bytes) -> bytes:
    """
    Let the file's own index claim that its largest part unpacks to a thousand bytes.
    """
    size = max(len(part) for part in _parts(packed).values())
    return packed.replace(struct.pack("<L", size), struct.pack("<L", 1_000))


def _locked(packed: bytes) -> bytes:
    """
    Mark every part as locked with a password, in the file's index and before the part itself.
    """
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        packed = re.sub(
            re.escape(mark) + b"(?s:.{%d})" % (at - 4) + b"(?s:.)",
            lambda found: found[0][:-1] + bytes([found[0][-1] | 1]),
            packed,
        )
    return packed
