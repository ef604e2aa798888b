"""What a table may hold at the most, and how one that holds more is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.importing.errors import ImportRefused
from service.importing.fault import Fault
from service.importing.read_case import LONGEST_CELL

if TYPE_CHECKING:
    from pathlib import Path

MOST_COLUMNS = 100
"""One cell can claim to span millions, and Excel's last is the sixteen thousandth."""

Record = tuple[int, list[str] | Fault]
"""A row with its line: of a CSV the physical line, else the row."""


def short_enough(text: str, column: str) -> str | Fault:
    """
    Return a cell's text, or why it is too long.
    """
    if len(text) <= LONGEST_CELL:
        return text
    return Fault(
        column=column,
        reason=f"the cell holds more than {LONGEST_CELL:,} characters",
        fix="Shorten it, or divide it over several rows",
    )


def not_what_it_says(file: Path) -> ImportRefused:
    """
    Return that a file is none of the sort that its name says.
    """
    return ImportRefused(
        file.name,
        f"it is no {file.suffix} file that can be read",
        "Save it again from Excel or Word",
    )
