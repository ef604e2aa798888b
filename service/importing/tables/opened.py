"""Opens a table of CSV, Excel or Word, whatever somebody put into it, and reads it row by row."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from service.importing.errors import ImportRefused
from service.importing.fault import Fault
from service.importing.read_case import LONGEST_CELL, readable, records

if TYPE_CHECKING:
    from pathlib import Path

MOST_UNPACKED = 400 * 1024 * 1024
MOST_TIMES = 200
"""How many times larger than its file a document may become: real tables unpack to some tenfold."""
MOST_ENTRIES = 5_000
MOST_COLUMNS = 100
"""One cell can claim to span millions, and Excel's last is the sixteen thousandth."""
_WIDE = ("w:gridSpan", "w:gridBefore", "w:gridAfter")
_PROLOG = 64 * 1024
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Record = tuple[int, list[str] | Fault]


def rows_of(file: Path) -> Iterator[Record]:
    """
    Yield every row of a table with its line: of a CSV the physical line, else the row.

    Raises:
        ImportRefused: It cannot be read as what its name says; nothing of it is.
    """
    match file.suffix.casefold():
        case ".csv":
            readable(file)
            yield from records(file)
        case ".xlsx":
            _safe(file)
            yield from _of_excel(file)
        case ".docx":
            _safe(file)
            yield from _of_word(file)
        case _:
            raise ImportRefused(
                file.name, "it is no table that is known here", "Save it as .csv, .xlsx or .docx"
            )


def _safe(file: Path) -> None:
    """
    See that a packed document is one, unpacks to a size that fits, and declares nothing of its own.

    Raises:
        ImportRefused: It is not, or does not.
    """
    try:
        with ZipFile(file) as packed:
            parts = packed.infolist()
            whole = sum(part.file_size for part in parts)
            if len(parts) > MOST_ENTRIES or whole > MOST_UNPACKED:
                raise _too_large(file)
            if whole > MOST_TIMES * max(file.stat().st_size, 1024):
                raise _too_large(file)
            for part in parts:
                if part.flag_bits & 1:
                    raise ImportRefused(
                        file.name, "it is locked with a password", "Save it without one"
                    )
                if part.filename.endswith((".xml", ".rels")):
                    _no_declarations(file, packed, part)
    except OSError as error:
        raise ImportRefused(
            file.name, f"the file cannot be read: {error.strerror}", "Check who may read it"
        ) from None
    except (BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError):
        raise _not_what_it_says(file) from None


def _no_declarations(file: Path, packed: ZipFile, part: zipfile.ZipInfo) -> None:
    with packed.open(part) as opened:
        start = opened.read(_PROLOG)
    if start.startswith(_UTF_16) or any(mark in start for mark in _DECLARES):
        raise ImportRefused(
            file.name,
            f"its part {part.filename} declares entities, as no table needs to",
            "Save it again from Excel or Word",
        )


def _of_excel(file: Path) -> Iterator[Record]:
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, BadZipFile, ParseError, KeyError, ValueError, OSError):
        raise _not_what_it_says(file) from None
    try:
        sheet = book.worksheets[0]
        for line, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            cells = [_cell(cell) for cell in row]
            bad = next((cell for cell in cells if isinstance(cell, Fault)), None)
            texts = [cell for cell in cells if isinstance(cell, str)]
            if bad is not None:
                yield line, bad
            elif any(texts):
                yield line, texts
    except (BadZipFile, ParseError, KeyError, ValueError, IndexError, OSError, EOFError):
        raise _not_what_it_says(file) from None
    finally:
        book.close()


def _cell(cell: Any) -> str | Fault:  # noqa: PLR0911 - one a sort of value
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Fault(
            column=str(cell.column_letter),
            reason="the cell holds a formula",
            fix="Put the value itself there: copy the column and paste it as values",
        )
    if cell.data_type == "e":
        return Fault(
            column=str(cell.column_letter),
            reason=f"the cell holds the error {value}",
            fix="Put the value itself there",
        )
    if isinstance(value, datetime):
        # Excel keeps a day as midnight of it.
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _short_enough(str(value), str(cell.column_letter))


def _of_word(file: Path) -> Iterator[Record]:
    try:
        document = Document(str(file))
        wide = [one for name in _WIDE for one in document.element.iter(qn(name))]
        spans = [int(one.get(qn("w:val"), "1")) for one in wide]
    except (BadZipFile, ParseError, KeyError, ValueError, OSError, EOFError, SyntaxError):
        raise _not_what_it_says(file) from None
    if max(spans, default=1) > MOST_COLUMNS:
        raise ImportRefused(
            file.name,
            f"a cell of it spans more than {MOST_COLUMNS} columns",
            "Divide that cell, or leave it out",
        )
    line = 0
    heading: list[str] = []
    for table in document.element.body.iterchildren(qn("w:tbl")):
        for row in _rows_of_word(table):
            line += 1
            cells = [_short_enough(text, str(n)) for n, text in enumerate(row, 1)]
            bad = next((cell for cell in cells if isinstance(cell, Fault)), None)
            texts = [cell for cell in cells if isinstance(cell, str)]
            if bad is not None:
                yield line, bad
            elif not heading:
                heading = texts
                yield line, texts
            elif texts != heading and any(texts):
                # A table that goes on over pages repeats its heading.
                yield line, texts


def _rows_of_word(table: Any) -> Iterator[list[str]]:
    """
    Yield the texts of each row; a cell that spans several columns or rows is in each of them.

    The library looks a merged cell up row by row to its beginning: 300 such rows took 39 s.
    """
    above: list[str] = []
    for row in table.iterchildren(qn("w:tr")):
        texts = [""] * row.grid_before
        for cell in row.tc_lst:
            at = len(texts)
            goes_on = cell.vMerge == "continue" and at < len(above)
            text = above[at] if goes_on else _text_of_word(cell)
            texts += [text] * cell.grid_span
        above = texts
        yield texts


def _text_of_word(cell: Any) -> str:
    return "\n".join(Paragraph(one, cell).text for one in cell.p_lst).strip()


def _short_enough(text: str, column: str) -> str | Fault:
    if len(text) <= LONGEST_CELL:
        return text
    return Fault(
        column=column,
        reason=f"the cell holds more than {LONGEST_CELL:,} characters",
        fix="Shorten it, or divide it over several rows",
    )


def _too_large(file: Path) -> ImportRefused:
    return ImportRefused(
        file.name, "it unpacks to far more than a table holds", "Save it again from Excel or Word"
    )


def _not_what_it_says(file: Path) -> ImportRefused:
    return ImportRefused(
        file.name,
        f"it is no {file.suffix} file that can be read",
        "Save it again from Excel or Word",
    )
