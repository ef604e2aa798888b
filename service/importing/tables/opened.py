"""Opens a table of CSV, Excel or Word, whatever somebody put into it, and reads it row by row."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from service.importing.errors import ImportRefused
from service.importing.fault import Fault
from service.importing.read_case import readable, records
from service.importing.tables.excel import rows_of_excel, sheets_of
from service.importing.tables.limits import not_what_it_says
from service.importing.tables.word import rows_of_word

if TYPE_CHECKING:
    from pathlib import Path

    from service.importing.tables.limits import Record

MOST_UNPACKED = 400 * 1024 * 1024
MOST_TIMES = 200
"""How many times larger than its file a document may become: real tables unpack to some tenfold."""
MOST_ENTRIES = 5_000
_PROLOG = 64 * 1024
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = (",", ";", "\t")
_LOOKED_AT = 40


def rows_of(file: Path, sheet: str = "") -> Iterator[Record]:
    """
    Yield every row of a table with its line: of a CSV the physical line, else the row.

    Args:
        sheet: Of a workbook, which; "" for its first.

    Raises:
        ImportRefused: It cannot be read as what its name says; nothing of it is.
    """
    match file.suffix.casefold():
        case ".csv":
            readable(file)
            yield from records(file, _separator(file))
        case ".xlsx":
            _safe(file)
            yield from rows_of_excel(file, sheet)
        case ".docx":
            _safe(file)
            yield from rows_of_word(file)
        case _:
            raise ImportRefused(
                file.name, "it is no table that is known here", "Save it as .csv, .xlsx or .docx"
            )


def sheets_in(file: Path) -> tuple[str, ...]:
    """
    Return the sheets of a workbook that are to be seen; one without a name for any other table.

    Raises:
        ImportRefused: It cannot be read as what its name says.
    """
    if file.suffix.casefold() != ".xlsx":
        return ("",)
    _safe(file)
    return sheets_of(file) or ("",)


def _separator(file: Path) -> str:
    """
    Return what stands between the cells: that by which most rows have as many cells as each other.
    """
    alike = {}
    for separator in _SEPARATORS:
        found = (record for _, record in islice(records(file, separator), _LOOKED_AT))
        wide = Counter(len(one) for one in found if not isinstance(one, Fault) and len(one) > 1)
        alike[separator] = max(wide.values(), default=0)
    return max(_SEPARATORS, key=lambda one: alike[one])


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
        raise not_what_it_says(file) from None


def _no_declarations(file: Path, packed: ZipFile, part: zipfile.ZipInfo) -> None:
    with packed.open(part) as opened:
        start = opened.read(_PROLOG)
    if start.startswith(_UTF_16) or any(mark in start for mark in _DECLARES):
        raise ImportRefused(
            file.name,
            f"its part {part.filename} declares entities, as no table needs to",
            "Save it again from Excel or Word",
        )


def _too_large(file: Path) -> ImportRefused:
    return ImportRefused(
        file.name, "it unpacks to far more than a table holds", "Save it again from Excel or Word"
    )
