"""
Reads the tables of a Word document row by row, with what forms and tracked changes put into them.

The library's own rows pass over whatever lies in a content control (a date that is picked, a row
that repeats) or was inserted with changes tracked, and moves the cells after it by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from docx import Document
from docx.oxml.ns import qn

from service.importing.errors import ImportRefused
from service.importing.fault import Fault
from service.importing.tables.limits import MOST_COLUMNS, not_what_it_says, short_enough

if TYPE_CHECKING:
    from pathlib import Path

    from service.importing.tables.limits import Record

_BROKEN = (BadZipFile, ParseError, KeyError, ValueError, OSError, EOFError, SyntaxError)
_WIDE = ("w:gridSpan", "w:gridBefore", "w:gridAfter")
_TABLE, _ROW, _CELL, _PARAGRAPH = map(qn, ("w:tbl", "w:tr", "w:tc", "w:p"))
_TEXT, _VALUE = qn("w:t"), qn("w:val")
_AROUND = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml")))
_GONE = frozenset(map(qn, ("w:del", "w:moveFrom", "w:sdtPr", "w:tcPr", "w:pPr", "w:rPr"))) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_BREAKS = frozenset(map(qn, ("w:br", "w:cr")))
_TAB = qn("w:tab")


def rows_of_word(file: Path) -> Iterator[Record]:
    """
    Yield every row of every table that says something, with its number over all tables.

    A cell that is merged over several rows is in each of them that says something of its own; what
    is merged over several columns is in the first of them.

    Raises:
        ImportRefused: It cannot be read; nothing of it is.
    """
    try:
        body = Document(str(file)).element.body
        spans = [int(one.get(_VALUE, "1")) for name in _WIDE for one in body.iter(qn(name))]
    except _BROKEN:
        raise not_what_it_says(file) from None
    if max(spans, default=1) > MOST_COLUMNS:
        raise ImportRefused(
            file.name,
            f"a cell of it spans more than {MOST_COLUMNS} columns",
            "Divide that cell, or leave it out",
        )
    line = 0
    for table in _within(body, _TABLE):
        for row in _rows(table):
            line += 1
            cells = [short_enough(text, str(n)) for n, text in enumerate(row, 1)]
            bad = next((cell for cell in cells if isinstance(cell, Fault)), None)
            if bad is not None:
                yield line, bad
            elif any(cells):
                yield line, [cell for cell in cells if isinstance(cell, str)]


def _rows(table: Any) -> Iterator[list[str]]:
    above: list[str] = []
    for row in _within(table, _ROW):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            # Struck out with changes tracked, and not accepted yet.
            continue
        own: list[str] = [""] * _number(row, "w:trPr", "w:gridBefore", none=0)
        merged: dict[int, str] = {}
        for cell in _within(row, _CELL):
            at, text = len(own), _text(cell)
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is not None and merge.get(_VALUE) != "restart" and at < len(above):
                merged[at] = text = above[at]
                own.append("")
            else:
                own.append(text)
            own += [""] * (_number(cell, "w:tcPr", "w:gridSpan", none=1) - 1)
        texts = [merged.get(place, text) for place, text in enumerate(own)]
        above = texts
        # A row of which every cell goes on from above says nothing that is not said there.
        yield texts if any(own) else []


def _within(element: Any, wanted: str) -> Iterator[Any]:
    """
    Yield the parts of an element, those in a content control or inserted among them.
    """
    for one in element:
        if one.tag == wanted:
            yield one
        elif one.tag in _AROUND:
            yield from _within(one, wanted)


def _number(element: Any, properties: str, name: str, *, none: int) -> int:
    found = element.find(f"{qn(properties)}/{qn(name)}")
    return none if found is None else int(found.get(_VALUE, str(none)))


def _text(cell: Any) -> str:
    said = "".join(_said(cell))
    return "\n".join(line.strip() for line in said.split("\n")).strip()


def _said(element: Any) -> Iterator[str]:
    for one in element:
        if one.tag == _TEXT:
            yield one.text or ""
        elif one.tag in _BREAKS:
            yield "\n"
        elif one.tag == _TAB:
            yield "\t"
        elif one.tag not in _GONE:
            yield from _said(one)
            if one.tag == _PARAGRAPH:
                yield "\n"
            elif one.tag == _CELL:
                # Of a table within the cell.
                yield " "
