"""What is on the screen as a file: one content in every format, with what is withheld on it."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from events.clock import civil_day
from service.documents.as_docx import document
from service.documents.as_pdf import ROWS_AT_MOST, compiled
from service.documents.as_xlsx import workbook
from service.documents.errors import FormatUnknown, PackTooLong
from service.documents.printable import printable
from service.documents.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}
HEADER = "Official: sensitive. Contains information about a child. Do not leave it lying about."
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
WIDTHS = (2, 4, 3, 3, 3, 9, 4, 4, 4, 4, 4, 4)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Extract:
    """
    What one reader chose of one chronology.

    Args:
        front: What it is, line by line: whose, which part and why, what is withheld, its position.
        told: The chronology as the API tells it.
    """

    title: str
    front: tuple[tuple[str, str], ...]
    told: Mapping[str, Any]

    @property
    def sheet(self) -> Sheet:
        """
        The entries as a table of text.
        """
        return Sheet(
            title="Chronology",
            headings=HEADINGS,
            widths=WIDTHS,
            rows=tuple(_row(entry) for entry in self.told["entries"]),
            empty="No entry is in view.",
        )


def written(extract: Extract, format_: str, *, moment: datetime) -> bytes:
    """
    Make the file.

    Raises:
        FormatUnknown: No extract is made in this format.
        PackTooLong: A PDF of so many entries would not fit in memory.
    """
    sheet, position = extract.sheet, int(extract.told["position"])
    front = Sheet(title="What this is", headings=("", ""), widths=(1, 3), rows=extract.front)
    match format_:
        case "json":
            whole = {"front": dict(extract.front), **extract.told}
            return json.dumps(whole, ensure_ascii=False, indent=2).encode()
        case "csv":
            return _csv(extract, sheet)
        case "xlsx":
            return workbook((front, sheet), title=extract.title, header=HEADER, position=position)
        case "docx":
            return document(
                front,
                (sheet,),
                title=extract.title,
                header=HEADER,
                position=position,
                moment=moment,
            )
        case "pdf":
            if len(sheet.rows) > ROWS_AT_MOST:
                raise PackTooLong(len(sheet.rows), ROWS_AT_MOST)
            said = asdict(sheet) | {
                "title": extract.title,
                "front": extract.front,
                "header": HEADER,
                "position": position,
            }
            return compiled("extract", said, day=civil_day(moment)).content
        case _:
            raise FormatUnknown(format_, tuple(FORMATS))


def _csv(extract: Extract, sheet: Sheet) -> bytes:
    made = StringIO()
    # Excel reads UTF-8 as such only where the file says so.
    made.write("\N{BYTE ORDER MARK}")
    rows = csv.writer(made, lineterminator="\r\n")
    for row in (*extract.front, (), sheet.headings, *sheet.rows):
        rows.writerow([_cell(text) for text in row])
    return made.getvalue().encode()


def _cell(text: str) -> str:
    shown = printable(text)
    # A cell that begins like a formula would be run by whoever opens the file.
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _row(entry: Mapping[str, Any]) -> tuple[str, ...]:
    content = entry["content"]
    number = entry["id"] + (f"\n{entry['source_ref']}" if entry["source_ref"] else "")
    return (
        number,
        entry["occurred"]["words"],
        entry["learned"],
        "no agency named" if entry["agency"] == "other" else entry["agency"],
        entry["label"],
        entry["sentence"],
        _text(content.get("words")),
        _text(content.get("opinion")),
        _text(content.get("response")),
        "; ".join(f"{one['name'] or 'not named'} ({one['role']})" for one in entry["people"]),
        "\n".join(_marks(entry)),
        entry["source"],
    )


def _marks(entry: Mapping[str, Any]) -> Iterator[str]:
    if entry["status"] != "stands":
        yield entry["status"].upper()
    for change in entry["changes"]:
        yield f"{change['what']} {change['on']}: {change['reason']}"
        if change["said_before"]:
            yield f"Before: {change['said_before']}"
    for one in entry["attachments"]:
        yield f"attached: {one['title']}, SHA-256 {one['sha256']}"
    if entry["about"] != "child":
        yield f"{entry['about']}: {entry['connection']}".rstrip(": ")
    if entry["content"].get("significance"):
        yield _text(entry["content"]["significance"])
    for other in entry["accounts"]:
        sort = "may be one incident with" if other["candidate"] else "one incident with"
        yield f"{sort} entry {other['id']} ({other['agency']})"
    if entry["content_withheld"]:
        yield "what it says is kept back"
    if entry["incomplete"]:
        yield "incomplete as imported"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
