"""Reads the files of a case, row by row, with the line of the file that each row starts on."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from service.guarded import unguarded
from service.importing.errors import ImportRefused
from service.importing.fault import Fault

EVENTS = (
    "row_id", "occurred_on", "occurred_precision", "recorded_on", "agency", "kind", "subject_child",
    "other_people", "child_seen", "child_spoken_to_alone", "summary", "source",
)  # fmt: skip
PEOPLE = ("person_key", "role", "relation_to_child", "date_of_birth", "notes")
CONFLICTS = ("conflict_id", "row_ids", "about", "accounts")
MARKS = ("line", "column", "reason", "fix")
"""The columns that a rejects file adds at its end; they are passed over when it comes back."""

LONGEST_CELL = 100_000
_AS_UTF_8 = "In Excel choose Save as, CSV UTF-8, or save it as CSV in UTF-8 otherwise"
_MARKERS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """
    One row of a file.

    Args:
        line: The physical line on which it starts; a row may go on over several.
        cells: Each column's cell, without the spaces around it.
        faults: Why it cannot be read as a row at all.
        written: The cells as they stand, to be written back if the row is refused.
    """

    line: int
    cells: Mapping[str, str]
    faults: tuple[Fault, ...] = ()
    written: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """
    One file of a case, opened and found to be readable.

    Args:
        columns: Its columns, in order, without the marks of a rejects file.
        heading: As the file itself writes them.
        marked: Whether it is a rejects file, mended.
    """

    file: Path
    columns: tuple[str, ...]
    heading: tuple[str, ...]
    marked: bool = False
    further: tuple[str, ...] = field(default=())

    def rows(self) -> Iterator[Row]:
        """
        Yield every row, from the file's beginning each time.
        """
        rows = records(self.file)
        next(rows, None)
        for line, record in rows:
            if isinstance(record, Fault):
                yield Row(line=line, cells={}, faults=(record,))
            # Excel saves the empty rows below a table as rows of commas.
            elif any(cell.strip() for cell in record):
                yield self._row(line, record)

    def count(self) -> int:
        """
        Return how many rows there are.
        """
        return sum(1 for _ in self.rows())

    def _row(self, line: int, record: Sequence[str]) -> Row:
        if self.marked:
            record = [*map(unguarded, record)]
        width = len(self.columns) + (len(MARKS) if self.marked else 0)
        if len(record) not in {width, len(self.columns)}:
            own = len(self.columns)
            written = (
                (*record[: own - 1], ",".join(record[own - 1 :])) if len(record) > own else record
            )
            return Row(
                line=line,
                cells={},
                faults=(_ragged(len(record), width, self.columns),),
                written=tuple(written),
            )
        own_cells = record[: len(self.columns)]
        cells = {name: cell.strip() for name, cell in zip(self.columns, own_cells, strict=True)}
        return Row(
            line=line,
            cells=cells,
            faults=tuple(
                fault for name, cell in cells.items() if (fault := strange(name, cell)) is not None
            ),
            written=tuple(own_cells),
        )


@dataclass(frozen=True, kw_only=True)
class CaseFiles:
    """
    The files of one case.
    """

    folder: Path
    events: Sheet
    people: Sheet
    conflicts: Sheet | None


def read_case(folder: Path) -> CaseFiles:
    """
    Open a case's files and see that they can be read.

    Raises:
        ImportRefused: A file or a column is missing, or a file is no UTF-8 table.
    """
    conflicts = folder / "conflicts.csv"
    return CaseFiles(
        folder=folder,
        events=_sheet(folder / "events.csv", EVENTS),
        people=_sheet(folder / "people.csv", PEOPLE),
        conflicts=_sheet(conflicts, CONFLICTS) if conflicts.exists() else None,
    )


def _sheet(file: Path, needed: Sequence[str]) -> Sheet:
    readable(file)
    heading = next((record for _, record in records(file)), [])
    if isinstance(heading, Fault):
        raise ImportRefused(file.name, heading.reason, heading.fix, 1)
    columns = [name.strip().casefold() for name in heading]
    marked = tuple(columns[-len(MARKS) :]) == MARKS
    if marked:
        columns = columns[: -len(MARKS)]
    if not columns:
        raise ImportRefused(
            file.name,
            "the file is empty",
            f"Name the columns in the first line: {', '.join(needed)}; then a row a line",
            1,
        )
    missing = [name for name in needed if name not in columns]
    if missing:
        separated = len(columns) == 1 and (";" in columns[0] or "\t" in columns[0])
        raise ImportRefused(
            file.name,
            f"columns are missing: {', '.join(missing)}",
            "Save it with commas between the columns"
            if separated
            else f"Name the columns in the first line: {', '.join(needed)}",
            1,
        )
    twice = sorted({name for name in columns if columns.count(name) > 1 and name})
    if twice:
        raise ImportRefused(
            file.name,
            f"columns are there twice: {', '.join(twice)}",
            "Give each column a name of its own",
            1,
        )
    return Sheet(
        file=file,
        columns=tuple(columns),
        heading=tuple(heading[: len(columns)]),
        marked=marked,
        further=tuple(name for name in columns if name and name not in needed),
    )


def readable(file: Path) -> None:
    """
    See that a file is a text in UTF-8.

    Raises:
        ImportRefused: It is not; with the line where that shows.
    """
    try:
        with file.open("rb") as opened:
            for number, line in enumerate(opened, start=1):
                if number == 1 and line[:2] in _MARKERS:
                    raise ImportRefused(file.name, f"it is {_MARKERS[line[:2]]}", _AS_UTF_8)
                if b"\0" in line:
                    raise ImportRefused(
                        file.name,
                        "it holds NUL bytes, so it is no text",
                        _AS_UTF_8,
                        number,
                    )
                try:
                    line.decode("utf-8")
                except UnicodeDecodeError:
                    raise ImportRefused(file.name, "it is not UTF-8", _AS_UTF_8, number) from None
    except FileNotFoundError:
        raise ImportRefused(
            file.name, "the file is not there", f"Put {file.name} into the folder of the case"
        ) from None
    except OSError as error:
        raise ImportRefused(
            file.name, f"the file cannot be read: {error.strerror}", "Check who may read it"
        ) from None


def records(file: Path, separator: str = ",") -> Iterator[tuple[int, list[str] | Fault]]:
    """
    Yield each record, or what keeps it from being one, with its first physical line.
    """
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.reader(opened, delimiter=separator, strict=True)
            while True:
                line = reader.line_num + 1
                try:
                    yield line, next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield line, _unreadable(str(error))
    finally:
        csv.field_size_limit(before)


def _unreadable(error: str) -> Fault:
    if "limit" in error:
        return Fault(
            column="",
            reason=f"a cell holds more than {LONGEST_CELL:,} characters",
            fix="Shorten it; check for a quotation mark that is opened and never closed",
        )
    return Fault(
        column="",
        reason="the quotation marks of this row do not fit together",
        fix='Put "…" around each cell that holds a comma, and write a quotation mark within as ""',
    )


def _ragged(cells: int, wanted: int, columns: Sequence[str]) -> Fault:
    return Fault(
        column=columns[cells] if cells < len(columns) else "",
        reason=f"the row has {cells} cells and the heading {wanted}",
        fix='Put "…" around each cell that holds a comma'
        if cells > wanted
        else "Give every column a cell, if need be an empty one",
    )


# Anything that would show text otherwise than it is stored: control characters but a line break
# and a tab, and the marks that turn the direction of what follows.
_STRANGE = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]"
)


def strange(name: str, cell: str) -> Fault | None:
    """
    Return the fault of a cell that would be shown otherwise than it is stored; None for none.
    """
    found = _STRANGE.search(cell)
    if found is None:
        return None
    return Fault(
        column=name,
        reason=f"it holds an invisible character, U+{ord(found[0]):04X}",
        fix="Remove it; type the cell again if need be",
    )
