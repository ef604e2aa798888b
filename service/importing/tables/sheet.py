"""An agency's table as rows in the sample's form, one child's, each with an id of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from service.guarded import HEADINGS, unguarded
from service.importing.fault import Fault
from service.importing.known_names import plain
from service.importing.read_case import EVENTS, MARKS, Row, strange
from service.importing.row import TIME
from service.importing.tables.dates import written
from service.importing.tables.heading import heading_of
from service.importing.tables.opened import rows_of
from service.importing.tables.times import clock, no_clock

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from service.importing.tables.dates import Written
    from service.importing.tables.heading import Heading
    from service.importing.tables.mapping import ColumnMapping

CHILD = "child"
"""The key of the only child that such a table is about."""

_FURTHER = (TIME, "opinion")
_RESPONSE = "response"
_SERIAL = re.compile(r"[1-6]\d{4}(?:\.\d+)?")
"""A day between 1927 and 2091 as Excel counts it."""

_UNSURE = frozenset({"", "?", "-", "n/k", "not known", "unknown"})
_FROM = {
    "occurred_on": "date",
    "occurred_precision": "date",
    TIME: "time",
    "summary": "event",
    "source": "source",
    "opinion": "comment",
    _RESPONSE: "response",
    "other_people": "people",
    "kind": "kind",
}
"""From which part of the agency's own form each column of the sample's comes."""


@dataclass(frozen=True, kw_only=True)
class AgencySheet:
    """
    One table, its heading read and found to fit the mapping.

    Args:
        top: Where its heading is.
        places: In which column each part of an entry stands.
        today: After which nothing can have happened.
        guarded: Whether it was written here, with a guard before what looks like a formula.
    """

    file: Path
    agency: str
    mapping: ColumnMapping
    top: Heading
    places: Mapping[str, int]
    today: date
    guarded: bool = False

    @classmethod
    def of(cls, file: Path, agency: str, mapping: ColumnMapping, today: date) -> AgencySheet:
        """
        Open a table.

        Raises:
            ImportRefused: It cannot be read, or lacks a column that is needed.
        """
        top = heading_of(file, mapping)
        return cls(
            file=file,
            agency=agency,
            mapping=mapping,
            top=top,
            places=mapping.suiting(top.cells).places(top.cells, file.name, top.line),
            today=today,
            # A workbook of ours needs no guard: there every cell is a text.
            guarded=top.marked or (file.suffix.casefold() == ".csv" and top.cells == HEADINGS),
        )

    @property
    def heading(self) -> tuple[str, ...]:
        """
        The names of its columns, as the table itself writes them.
        """
        return self.top.cells

    @property
    def further(self) -> tuple[str, ...]:
        """
        The columns of its rows beyond the sample's: what it has no column for, it says nothing of.
        """
        return (*_FURTHER, _RESPONSE) if _RESPONSE in self.places else _FURTHER

    @property
    def not_read(self) -> tuple[str, ...]:
        """
        The columns from which nothing is taken.
        """
        taken = set(self.places.values())
        return tuple(
            name.strip()
            for place, name in enumerate(self.heading)
            if name.strip() and place not in taken
        )

    def rows(self) -> Iterator[Row]:
        """
        Yield every row in the sample's form, from the beginning each time.
        """
        told: dict[str, int] = {}
        for line, record in rows_of(self.file, self.top.sheet):
            if line <= self.top.line:
                continue
            if isinstance(record, Fault):
                yield Row(line=line, cells={}, faults=(record,))
            elif any(cell.strip() for cell in record) and not self._is_heading(record):
                yield self._row(line, record, told)

    def column(self, of_the_sample: str) -> str:
        """
        Return what the agency calls the column from which one of the sample's came.
        """
        part = _FROM.get(of_the_sample, "")
        return self.heading[self.places[part]] if part in self.places else of_the_sample

    def _is_heading(self, record: Sequence[str]) -> bool:
        # A table that goes on over pages repeats it.
        return tuple(record[: len(self.heading)]) == self.heading

    def _row(self, line: int, record: Sequence[str], told: dict[str, int]) -> Row:
        own = tuple(record[: len(self.heading)])
        if self.guarded:
            own = tuple(map(unguarded, own))
        said = {
            part: own[place].strip() if place < len(own) else ""
            for part, place in self.places.items()
        }
        faults = tuple(
            fault
            for part, cell in said.items()
            if (fault := strange(self.heading[self.places[part]], cell)) is not None
        )
        faults += tuple(self._lost_or_empty(record, said))
        when = self._when(said["date"])
        if when is None and not faults:
            faults = (self._no_date(said["date"]),)
        if when is None or faults:
            return Row(line=line, cells={}, faults=faults, written=own)
        cells = dict.fromkeys((*EVENTS, *_FURTHER), "")
        cells |= {
            "row_id": _id(said, told),
            "occurred_on": when.on,
            "occurred_precision": when.precision,
            "agency": self.agency,
            "kind": self._kind(said.get("kind", "")),
            "subject_child": CHILD,
            "other_people": said.get("people", ""),
            "summary": _with_words_of_time(said, when),
            "source": said.get("source", ""),
            "opinion": said.get("comment", ""),
        }
        if _RESPONSE in said:
            cells[_RESPONSE] = said[_RESPONSE]
        at = said.get("time", "")
        if plain(at) in _UNSURE:
            cells[TIME] = when.at
        elif not no_clock(at):
            cells[TIME] = clock(at) or at
        return Row(line=line, cells=cells, written=own)

    def _lost_or_empty(self, record: Sequence[str], said: Mapping[str, str]) -> Iterator[Fault]:
        """
        Find what no column would take in, and a row that says of nothing that it happened.
        """
        wide = len(self.heading) + (len(MARKS) if self.top.marked else 0)
        if any(cell.strip() for cell in record[wide:]):
            yield Fault(
                column="",
                reason=f"the row has {len(record)} cells and the heading {wide}",
                fix='Put "…" around each cell that holds a comma, or name the further column',
            )
        if not said["event"] and not said.get("comment"):
            yield Fault(
                column=self.heading[self.places["event"]],
                reason="nothing says what happened",
                fix="Write it there, or leave the row out",
            )

    def _kind(self, words: str) -> str:
        return self.mapping.kinds.get(plain(words), words) if words else self.mapping.kind

    def _when(self, text: str) -> Written | None:
        return written(text, day_first=self.mapping.day_first, today=self.today)

    def _no_date(self, text: str) -> Fault:
        column = self.heading[self.places["date"]]
        if _SERIAL.fullmatch(text):
            return Fault(
                column=column,
                reason="this is the number by which Excel keeps a date",
                fix="Show the column as dates (Format cells, Date) and save the table again",
            )
        if written(text, day_first=not self.mapping.day_first, today=self.today) is not None:
            other, this = ("month", "day") if self.mapping.day_first else ("day", "month")
            return Fault(
                column=column,
                reason=f"this is a date only if the {other} comes before the {this}",
                fix=f"If all dates of this table are written so, say that the {other} comes first;"
                " otherwise mend this one",
            )
        return Fault(
            column=column,
            reason="there is no such date" if text else "the date is missing",
            fix="Write one date such as 27/3/2019, March 2019 or 2019, with ? where it is unsure,"
            " or from when to when as 27/3/2019 - 2/4/2019"
            if text
            else "Write it in this row too, or join the row with the one above it",
        )


def _with_words_of_time(said: Mapping[str, str], when: Written) -> str:
    """
    Return what happened, with the words for its time where date and clock do not say all of them.
    """
    kept = [] if when.whole else [f"date as written: {said['date']}"]
    if no_clock(at := said.get("time", "")) and plain(at) not in _UNSURE:
        kept.append(f"time as written: {at}")
    words = "; ".join(kept)
    note = f"[{words[:1].upper()}{words[1:]}]" if words else ""
    return " ".join(filter(None, (said["event"], note)))


def _id(said: Mapping[str, str], told: dict[str, int]) -> str:
    # What a row says is what it is: the same table again, sorted otherwise, brings nothing twice.
    whole = "\n".join(plain(said.get(part, "")) for part in ("date", "time", "source", "event"))
    digest = sha256(whole.encode()).hexdigest()[:24]
    told[digest] = told.get(digest, 0) + 1
    return digest if told[digest] == 1 else f"{digest}-{told[digest]}"
