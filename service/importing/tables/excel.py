"""Reads a workbook's sheets row by row, each value as its sheet shows it and no more exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from service.importing.fault import Fault
from service.importing.tables.limits import MOST_COLUMNS, not_what_it_says, short_enough

if TYPE_CHECKING:
    from pathlib import Path

    from service.importing.tables.limits import Record

_BROKEN = (
    InvalidFileException, BadZipFile, ParseError, KeyError, ValueError, IndexError, OSError,
    EOFError,
)  # fmt: skip
_CHUNK = 1024 * 1024
_LONGEST_MARK = 256
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MOST_MERGED = 100_000
_NO_PART_OF_A_DATE = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.')


def sheets_of(file: Path) -> tuple[str, ...]:
    """
    Return the names of the sheets that whoever opens the workbook sees.

    Raises:
        ImportRefused: It cannot be read.
    """
    book = _opened(file)
    try:
        return tuple(one.title for one in book.worksheets if one.sheet_state == "visible")
    finally:
        book.close()


def rows_of_excel(file: Path, sheet: str) -> Iterator[Record]:
    """
    Yield every row of a sheet that says something, with its number.

    A cell that is merged over several rows is in each of them that says something of its own; what
    is merged over several columns is in the first of them.

    Args:
        sheet: "" for the first.

    Raises:
        ImportRefused: It cannot be read; nothing of it is.
    """
    book = _opened(file)
    try:
        chosen = book[sheet] if sheet else book.worksheets[0]
        goes_on = _merged(book, chosen)
        above: dict[int, tuple[int, str]] = {}
        for line, row in enumerate(chosen.iter_rows(max_col=MOST_COLUMNS), start=1):
            cells = [_cell(cell) for cell in row]
            bad = next((cell for cell in cells if isinstance(cell, Fault)), None)
            texts = [cell for cell in cells if isinstance(cell, str)]
            if bad is not None:
                yield line, bad
            elif any(texts):
                for column, until in goes_on.get(line, ()):
                    if column < len(texts):
                        above[column] = (until, texts[column])
                for column, (until, text) in above.items():
                    if line <= until and column < len(texts):
                        texts[column] = texts[column] or text
                yield line, texts
    except _BROKEN:
        raise not_what_it_says(file) from None
    finally:
        book.close()


def _opened(file: Path) -> Any:
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        if book.worksheets:
            return book
    except _BROKEN:
        pass
    raise not_what_it_says(file)


def _merged(book: Any, sheet: Any) -> dict[int, list[tuple[int, int]]]:
    """
    Return for each row the columns in which a cell begins that goes on below, and until which row.

    The library says so only where it holds the whole workbook in memory.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    count, left = 0, b""
    with book._archive.open(sheet._worksheet_path) as part:  # noqa: SLF001 - named no other way
        while chunk := part.read(_CHUNK):
            seen, searched = 0, left + chunk
            for match in _MERGED.finditer(searched):
                seen = match.end()
                first, last = int(match[2]), int(match[4])
                column = column_index_from_string(match[1].decode()) - 1
                count += 1
                if first < last and column < MOST_COLUMNS and count <= _MOST_MERGED:
                    found.setdefault(first, []).append((column, last))
            left = searched[max(seen, len(searched) - _LONGEST_MARK) :]
    return found


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
        return _as_shown(value, str(cell.number_format))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return short_enough(str(value), str(cell.column_letter))


def _as_shown(moment: datetime, number_format: str) -> str:
    """
    Return a date of a workbook: what is shown as "Mar-07" is kept as its first, and is a month.
    """
    if moment.time() != time.min:
        return moment.isoformat(" ", timespec="minutes")
    shown = _NO_PART_OF_A_DATE.sub("", number_format).casefold()
    if "d" in shown or "y" not in shown:
        return moment.date().isoformat()
    return f"{moment:%B %Y}" if "m" in shown else f"{moment.year:04}"
