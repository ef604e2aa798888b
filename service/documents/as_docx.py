"""The pack as a Word document, for conferences that write into it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from service.documents.as_pdf import as_png
from service.documents.printable import printable
from service.documents.sheets import Sheet, front_sheet, sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from docx.document import Document as Word
    from docx.section import Section
    from docx.table import Table

    from projections.conference.pack import Pack
    from service.documents.around import Drawing

LONG, SHORT, MARGIN = 297, 210, 16
FONT = "Arial"
_POINTS_WIDE = (LONG - 2 * MARGIN) / 25.4 * 72


def as_docx(pack: Pack, picture: str, around: Sequence[Drawing] = (), *, moment: datetime) -> bytes:
    """
    Write the pack as .docx; its tables repeat their headings on every page.

    Args:
        around: The family, who lived with the child, and the body maps of its entries.
        moment: Kept as the document's own date in place of the machine's clock.
    """
    title = f"Conference pack, position {pack.front.position}"
    word = _new(title, moment, pack.front.confidentiality, pack.front.position)
    word.add_heading(printable(f"Conference pack: {pack.front.child}"), level=0)
    _add(word, front_sheet(pack))
    word.add_page_break()  # type: ignore[no-untyped-call]
    word.add_heading("The timeline as a picture", level=1)
    word.add_paragraph("The chronology tells the same in words.")
    word.add_picture(BytesIO(as_png(picture)), height=Mm(SHORT - 3 * MARGIN - 20))
    _draw(word, around)
    return _with(word, sheets(pack))


def document(
    front: Sheet,
    parts: Iterable[Sheet],
    drawings: Sequence[Drawing] = (),
    *,
    title: str,
    header: str,
    position: int,
    moment: datetime,
) -> bytes:
    """
    Write a front sheet, a table a part, and then each drawing with its own table.
    """
    word = _new(title, moment, header, position)
    word.add_heading(printable(title), level=0)
    _add(word, front)
    _put(word, parts)
    _draw(word, drawings)
    return _with(word, ())


def _new(title: str, moment: datetime, header: str, position: int) -> Word:
    word = Document()
    word.core_properties.title = printable(title)
    word.core_properties.author = "Throughline"
    word.core_properties.created = word.core_properties.modified = moment.replace(tzinfo=None)
    word.styles["Normal"].font.name = FONT
    word.styles["Normal"].font.size = Pt(9)
    _page(word.sections[0], header, position)
    return word


def _draw(word: Word, drawings: Iterable[Drawing]) -> None:
    for one in drawings:
        word.add_page_break()  # type: ignore[no-untyped-call]
        word.add_heading(one.title, level=1)
        word.add_paragraph("The table after it says the same in words.")
        drawn = BytesIO(as_png(one.svg, points_wide=one.points_wide))
        word.add_picture(drawn, width=Pt(min(one.points_wide, _POINTS_WIDE)))
        _add(word, one.table)


def _put(word: Word, parts: Iterable[Sheet]) -> None:
    # Parts flow: a page that is nearly empty is one more to carry and to overlook.
    for sheet in parts:
        word.add_heading(sheet.title, level=1)
        _add(word, sheet)


def _with(word: Word, parts: Iterable[Sheet]) -> bytes:
    _put(word, parts)
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def _page(section: Section, header: str, position: int) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(LONG), Mm(SHORT)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN + 2)
    section.header.paragraphs[0].text = printable(header)
    foot = section.footer.paragraphs[0]
    foot.text = f"Position {position} of the record. Page "
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    foot._p.append(number)  # noqa: SLF001 - python-docx has no field of its own


def _add(word: Word, sheet: Sheet) -> None:
    if sheet.before:
        word.add_paragraph(sheet.before)
    if not sheet.rows:
        word.add_paragraph(sheet.empty)
        return
    headed = any(sheet.headings)
    table = word.add_table(len(sheet.rows) + headed, len(sheet.headings), style="Table Grid")
    rows = [sheet.headings, *sheet.rows] if headed else list(sheet.rows)
    whole = sum(sheet.widths)
    widths = [Mm((LONG - 2 * MARGIN) * share / whole) for share in sheet.widths]
    # Asking the table for one row or cell searches it anew each time: cells are taken once.
    cells = table._cells  # noqa: SLF001
    for n, said in enumerate(text for row in rows for text in row):
        cells[n].text = printable(said)
        cells[n].width = widths[n % len(widths)]
    if headed:
        _repeat_headings(table)


def _repeat_headings(table: Table) -> None:
    first = table.rows[0]
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    first._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no such switch
    for cell in first.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
