"""
Text of a cell as a spreadsheet may open it, and back again to the letter.

A cell that begins with = + - or @ is a formula to whoever opens the file. It begins wherever the
program that opens it takes a cell to begin: at the comma that was written, but also at a tab, a
semicolon or a line break within the text, as a program set for another country's separator does.

Source: OWASP, CSV injection.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADINGS = (
    "Entry",
    "When",
    "First learned",
    "Who says so",
    "What",
    "What happened",
    "Child's own words",
    "Opinion",
    "Done about it",
    "Who was in it",
    "Marks",
    "Source",
)
"""The columns of a chronology taken out as CSV; by them it is known again when it is brought in."""

GUARD = "'"
# The second four are the wide ones of East Asia, which some programs read alike.
_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"
_SEPARATES = frozenset(";\t\n\r\v\f\x85\u2028\u2029")
# What a program may pass over before it looks for a formula: blanks, quotes, what has no width.
_RUN = r"[\s;\"'\u200b-\u200f\ufeff]+"
_PART = re.compile(rf"{_RUN}|(?:(?!{_RUN}).)+", re.DOTALL)
_BETWEEN = re.compile(_RUN)


def guarded(text: str) -> str:
    """
    Return a text in which nothing that may be taken for a cell begins like a formula.
    """
    return "".join(
        f"{between}{GUARD}{words}" if formula else f"{between}{words}"
        for between, words, formula in _cells(text)
    )


def unguarded(text: str) -> str:
    """
    Return what was guarded as it was before.
    """
    return "".join(
        f"{between.removesuffix(GUARD)}{words}" if formula else f"{between}{words}"
        for between, words, formula in _cells(text)
    )


def _cells(text: str) -> Iterator[tuple[str, str, bool]]:
    """
    Yield what stands between words, the words, and whether a cell may begin a formula with them.
    """
    between, at_start = "", True
    for part in _PART.findall(text):
        if _BETWEEN.match(part):
            between = part
            continue
        begins = at_start or not _SEPARATES.isdisjoint(between)
        yield between, part, begins and part[0] in _FORMULA
        between, at_start = "", False
    if between:
        yield between, "", False
