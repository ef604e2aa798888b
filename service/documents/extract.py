"""What is on the screen as a file: one content in every format, with what is withheld on it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from events.body_map import marked
from events.clock import civil_day
from events.dates_said import day_said
from service.documents.as_docx import document
from service.documents.as_pdf import ROWS_AT_MOST, compiled, drawn
from service.documents.as_xlsx import workbook
from service.documents.errors import FormatUnknown, PackTooLong
from service.documents.marked_bodies import MarkedBody, drawn_bodies
from service.documents.printable import printable
from service.documents.sheets import Sheet
from service.guarded import HEADINGS, guarded

if TYPE_CHECKING:
    from datetime import datetime

    from service.documents.around import Drawing

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}
T = TypeVar("T")
_Row = tuple[str, ...]

STREAMED = frozenset({"csv", "json"})
"""Formats that are written entry by entry; the others are put together first."""
AT_ONCE = 50
"""Entries to a part: a write each would cost more than the writing."""
HEADER = "Official: sensitive. Contains information about a child. Do not leave it lying about."
WIDTHS = (2, 4, 3, 3, 3, 9, 4, 4, 4, 4, 4, 4)


@dataclass(frozen=True, kw_only=True)
class Extract:
    """
    What one reader chose of one chronology.

    Args:
        front: What it is, line by line: whose, which part and why, what is withheld, its position.
        head: What the API tells of the chronology beside its entries.
        entries: Tells the entries as the API does, one after the other, each time it is called.
        count: How many they are.
        restricted: How many of them are kept for some alone, each marked.
        age_in_days: The child's age on a day, at its least and most; None where it is not known.
    """

    title: str
    front: tuple[tuple[str, str], ...]
    head: Mapping[str, Any]
    entries: Callable[[], Iterator[Mapping[str, Any]]]
    count: int
    restricted: int = 0
    age_in_days: Callable[[date], tuple[int, int] | None] = lambda _day: None

    @property
    def bodies(self) -> tuple[Drawing, ...]:
        """
        What its entries mark on the body, drawn, the newest of those that stand.
        """
        return drawn_bodies(
            [
                MarkedBody(
                    entry=entry["id"],
                    when=entry["occurred"]["words"],
                    places=places,
                    age_in_days=self.age_in_days(
                        date.fromisoformat(entry["occurred"]["from"][:10])
                    ),
                )
                for entry in self.entries()
                if entry["status"] == "stands" and (places := marked(entry["content"]))
            ]
        )

    @property
    def sheet(self) -> Sheet:
        """
        The entries as a table of text, whose rows are made as they are asked for.
        """
        return Sheet(
            title="Chronology",
            headings=HEADINGS,
            widths=WIDTHS,
            rows=_Rows(self, _row),
            empty="No entry is in view.",
        )

    @property
    def read_sheet(self) -> Sheet:
        """
        The same for a file that is read and not worked with: its days are in words.
        """
        return replace(self.sheet, rows=_Rows(self, _row_read))


class _Rows(Collection[tuple[str, ...]]):
    """
    One row an entry, made anew for whoever goes through them, so that no more than one is held.
    """

    def __init__(self, extract: Extract, row: Callable[[Mapping[str, Any]], _Row]) -> None:
        self._extract, self._row = extract, row

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return map(self._row, self._extract.entries())

    def __len__(self) -> int:
        return self._extract.count

    def __contains__(self, row: object) -> bool:
        return any(row == one for one in self)


def written(extract: Extract, format_: str, *, moment: datetime) -> Iterator[bytes]:
    """
    Yield the file part by part: what is in ``STREAMED`` as it is told, the others in one part.

    Raises:
        FormatUnknown: No extract is made in this format.
        PackTooLong: A PDF of so many entries would not fit in memory.
    """
    match format_:
        case "json":
            return _json(extract)
        case "csv":
            return _csv(extract)
        case _:
            return iter((_whole(extract, format_, moment),))


def _whole(extract: Extract, format_: str, moment: datetime) -> bytes:
    position = int(extract.head["position"])
    sheet = extract.sheet if format_ == "xlsx" else extract.read_sheet
    front = Sheet(title="What this is", headings=("", ""), widths=(1, 3), rows=extract.front)
    match format_:
        case "xlsx":
            return workbook(
                (front, sheet, *(one.table for one in extract.bodies)),
                title=extract.title,
                header=HEADER,
                position=position,
            )
        case "docx":
            return document(
                front,
                (sheet,),
                extract.bodies,
                title=extract.title,
                header=HEADER,
                position=position,
                moment=moment,
            )
        case "pdf":
            if len(sheet.rows) > ROWS_AT_MOST:
                raise PackTooLong(len(sheet.rows), ROWS_AT_MOST)
            bodies = extract.bodies
            said = {
                "title": extract.title,
                "bodies": [drawn(one) for one in bodies],
                "headings": sheet.headings,
                "widths": sheet.widths,
                "rows": tuple(sheet.rows),
                "empty": sheet.empty,
                "front": extract.front,
                "header": HEADER,
                "position": position,
            }
            pictures = {f"body-{n}": one.svg for n, one in enumerate(bodies)}
            return compiled("extract", said, day=civil_day(moment), pictures=pictures).content
        case _:
            raise FormatUnknown(format_, tuple(FORMATS))


def _json(extract: Extract) -> Iterator[bytes]:
    head = {"front": dict(extract.front), **extract.head}
    # The list of entries comes last, so that nothing has to be held back for what follows it.
    yield json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}").encode()
    yield b',\n  "entries": ['
    between = "\n"
    for entries in _some(extract.entries()):
        told = ",\n".join(json.dumps(one, ensure_ascii=False) for one in entries)
        yield f"{between}{told}".encode()
        between = ",\n"
    yield b"\n  ]\n}\n"


def _csv(extract: Extract) -> Iterator[bytes]:
    sheet = extract.sheet
    # Excel reads UTF-8 as such only where the file says so.
    yield "\N{BYTE ORDER MARK}".encode()
    yield _lines((*extract.front, (), sheet.headings))
    for rows in _some(iter(sheet.rows)):
        yield _lines(rows)
    # Whoever has a file that was cut off must be able to see it.
    yield _lines([("End of the extract", f"{extract.count} entries")])


def _some(every: Iterator[T]) -> Iterator[list[T]]:
    return iter(lambda: list(islice(every, AT_ONCE)), [])


def _lines(rows: Iterable[tuple[str, ...]]) -> bytes:
    made = StringIO()
    lines = csv.writer(made, lineterminator="\r\n")
    lines.writerows([guarded(printable(text)) for text in row] for row in rows)
    return made.getvalue().encode()


def _row_read(entry: Mapping[str, Any]) -> _Row:
    return _row({**entry, "learned": entry["learned_words"]})


def _said(day: str) -> str:
    return day_said(date.fromisoformat(day))


def _row(entry: Mapping[str, Any]) -> _Row:
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
        "\n".join((*_kept(entry), *_marks(entry))),
        entry["source"],
    )


def _kept(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return (f"restricted: {entry['restricted']}",) if "restricted" in entry else ()


def _marks(entry: Mapping[str, Any]) -> Iterator[str]:
    if entry["status"] != "stands":
        yield entry["status"].upper()
    for change in entry["changes"]:
        yield f"{change['what']} {_said(change['on'])}: {change['reason']}"
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
