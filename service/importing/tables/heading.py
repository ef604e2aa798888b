"""Finds which row of a table is its heading: agencies put titles, names and guidance above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from service.importing.errors import ImportRefused
from service.importing.fault import Fault
from service.importing.known_names import plain
from service.importing.read_case import MARKS
from service.importing.tables.dates import written
from service.importing.tables.opened import rows_of, sheets_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from service.importing.tables.limits import Record
    from service.importing.tables.mapping import ColumnMapping

MOST_ABOVE = 40
_ANY_DAY = date.max


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """
    Where a table begins.

    Args:
        sheet: Of a workbook, the sheet that it is on; "" where there are none.
        line: The heading's row.
        cells: As the table itself writes it, without what a rejects file adds.
        marked: Whether it is a rejects file, mended: its last columns are passed over.
        above: How many rows that say something stand above it.
        other_sheets: The sheets that are not read.
    """

    sheet: str
    line: int
    cells: tuple[str, ...]
    marked: bool
    above: int
    other_sheets: tuple[str, ...] = ()


def heading_of(file: Path, mapping: ColumnMapping) -> Heading:
    """
    Return the heading: the first row whose names the mapping knows, on whichever sheet that is.

    Where none is known, it is the row of the first sheet that is most like one, so that somebody
    can say which of its columns is which.

    Raises:
        ImportRefused: The table cannot be read, is empty, or begins with what cannot be.
    """
    sheets = sheets_in(file)
    likely: Heading | None = None
    fault: Fault | None = None
    for sheet in sheets:
        first = [one for one in islice(rows_of(file, sheet), MOST_ABOVE) if _says(one)]
        others = tuple(one for one in sheets if one != sheet)
        fault = fault or next((one for _, one in first if isinstance(one, Fault)), None)
        for place, (line, record) in enumerate(first):
            if isinstance(record, Fault):
                continue
            cells, marked = _unmarked(record)
            if mapping.knows(cells):
                return _found(sheet, line, cells, place, others, marked=marked)
        likely = likely or _most_like(sheet, first, others)
    if likely is not None:
        return likely
    if fault is not None:
        raise ImportRefused(file.name, fault.reason, fault.fix, 1)
    raise ImportRefused(file.name, "it is empty", "Send a table with a heading")


def _says(one: Record) -> bool:
    return isinstance(one[1], Fault) or any(cell.strip() for cell in one[1])


def _most_like(sheet: str, first: Sequence[Record], others: tuple[str, ...]) -> Heading | None:
    best: Heading | None = None
    most = 0
    for place, (line, record) in enumerate(first):
        if isinstance(record, Fault) or any(_is_date(cell) for cell in record):
            continue
        cells, marked = _unmarked(record)
        names = len({plain(cell) for cell in cells} - {""})
        if names > most:
            best, most = _found(sheet, line, cells, place, others, marked=marked), names
    return best


def _found(
    sheet: str,
    line: int,
    cells: tuple[str, ...],
    above: int,
    others: tuple[str, ...],
    *,
    marked: bool,
) -> Heading:
    return Heading(
        sheet=sheet, line=line, cells=cells, marked=marked, above=above, other_sheets=others
    )


def _unmarked(record: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    marked = tuple(plain(name) for name in record[-len(MARKS) :]) == MARKS
    return tuple(record[: -len(MARKS)] if marked else record), marked


def _is_date(cell: str) -> bool:
    return written(cell, day_first=True, today=_ANY_DAY) is not None
