"""The pack as a workbook: a sheet a part, every cell text, so that nothing becomes a formula."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

from service.documents.printable import printable
from service.documents.sheets import Sheet, front_sheet, sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from projections.conference.pack import Pack
    from service.documents.around import Drawing

CELL_AT_MOST = 32_000
"""A little under the format's own limit, past which text would be cut without a word."""
CUT = " … (the rest is in the PDF of the same)"
WIDTH = 110
_AS_TEXT = {"text_wrap": True, "valign": "top", "quote_prefix": True}
"""Whoever clicks into a cell and leaves it again makes no formula of it either."""
_HOW = {
    "strings_to_formulas": False,
    # Each row is put into its final words when the next one begins, and nothing of a record is
    # laid down unsealed in a folder for temporary files.
    "constant_memory": True,
    "in_memory": True,
}


def as_xlsx(pack: Pack, around: Sequence[Drawing] = ()) -> bytes:
    """
    Write the pack as .xlsx, with the confidentiality line on every printed page.

    Args:
        around: The family, and who lived with the child: here their tables alone.
    """
    return workbook(
        (front_sheet(pack), *(one.table for one in around), *sheets(pack)),
        title="Conference pack",
        header=pack.front.confidentiality,
        position=pack.front.position,
    )


def workbook(parts: Iterable[Sheet], *, title: str, header: str, position: int) -> bytes:
    """
    Write a sheet a part, with the header and the position of the log on every printed page.
    """
    made = BytesIO()
    with xlsxwriter.Workbook(made, _HOW) as book:
        book.set_properties({"title": title, "author": "Throughline"})
        strong = book.add_format({"bold": True, "bottom": 1, **_AS_TEXT})
        plain = book.add_format(_AS_TEXT)
        foot = f"&LPosition {position} of the record&RPage &P of &N"
        for sheet in parts:
            page = book.add_worksheet(sheet.title[:31])
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            page.set_header(f"&L{_header(header)}")
            page.set_footer(foot)
            _write(page, sheet, strong, plain)
    return made.getvalue()


def _write(page: Worksheet, sheet: Sheet, strong: Format, plain: Format) -> None:
    row = 0
    for words in (sheet.before, "" if sheet.rows else sheet.empty):
        if words:
            page.write_string(row, 0, words)
            row += 1
    whole = sum(sheet.widths)
    for column, share in enumerate(sheet.widths):
        page.set_column(column, column, WIDTH * share / whole)
    if any(sheet.headings):
        for column, heading in enumerate(sheet.headings):
            page.write_string(row, column, heading, strong)
        page.freeze_panes(row + 1, 0)
        page.repeat_rows(row)
        row += 1
    for cells in sheet.rows:
        for column, cell in enumerate(cells):
            page.write_string(row, column, _cell(cell), plain)
        row += 1


def _cell(text: str) -> str:
    shown = printable(text)
    return shown if len(shown) <= CELL_AT_MOST else shown[: CELL_AT_MOST - len(CUT)] + CUT


def _header(text: str) -> str:
    return text.replace("&", "&&")[:240]
