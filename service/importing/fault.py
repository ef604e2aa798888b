"""What is wrong with one row, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """
    One thing wrong with a row.

    Args:
        column: The column it is in; "" where it is the row as a whole.
        reason: What is wrong, without quoting what a person wrote about a child.
        fix: What to change.
    """

    column: str
    reason: str
    fix: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BadRow:
    """
    A row that was refused whole, with everything that is wrong with it.

    Args:
        line: The physical line of the file on which the row starts.
        cells: The row as it stood, to be mended and brought in again.
    """

    line: int
    faults: tuple[Fault, ...]
    cells: tuple[str, ...] = ()
