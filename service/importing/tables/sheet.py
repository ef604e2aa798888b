"""An agency's table as rows in the sample's form, one child's, each with an id of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from service.guarded import HEADINGS, unguarded
from service.importing.errors import ImportRefused
from service.importing.fault import Fault
from service.importing.known_names import plain
from service.importing.read_case import EVENTS, MARKS, Row, strange
from service.importing.row import TIME
from service.importing.tables.dates import written
from service.importing.tables.opened import rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from service.importing.tables.mapping import ColumnMapping

CHILD = "child"
"""The key of the only child that such a table is about."""

FURTHER = (TIME, "opinion")
_UNSURE = frozenset({"", "?", "-", "n/k", "not known", "unknown"})
_FROM = {
    "occurred_on": "date",
    "occurred_precision": "date",
    TIME: "time",
    "summary": "event",
    "source": "source",
    "opinion": "comment",
    "other_people": "people",
    "kind": "kind",
}
"""From which part of the agency's own form each column of the sample's comes."""


@dataclass(frozen=True, kw_only=True)
class AgencySheet:
    """
    One table, its heading read and found to fit the mapping.

    Args:
        places: In which column each part of an entry stands.
        heading: As the table itself writes it.
        marked: Whether it is a rejects file, mended: its last columns are passed over.
        guarded: Whether it was written here, with a guard before what looks like a formula.
    """

    file: Path
    agency: str
    mapping: ColumnMapping
    places: Mapping[str, int]
    heading: tuple[str, ...]
    marked: bool = False
    guarded: bool = False

    @classmethod
    def of(cls, file: Path, agency: str, mapping: ColumnMapping) -> AgencySheet:
        """
        Open a table.

        Raises:
            ImportRefused: It cannot be read, or lacks a column that is needed.
        """
        heading = next((record for _, record in rows_of(file)), [])
        if isinstance(heading, Fault):
            raise ImportRefused(file.name, heading.reason, heading.fix, 1)
        marked = tuple(plain(name) for name in heading[-len(MARKS) :]) == MARKS
        own = tuple(heading[: -len(MARKS)] if marked else heading)
        return cls(
            file=file,
            agency=agency,
            mapping=mapping,
            places=mapping.places(own, file.name),
            heading=own,
            marked=marked,
            # A workbook of ours needs no guard: there every cell is a text.
            guarded=marked or (file.suffix.casefold() == ".csv" and own == HEADINGS),
        )

    def rows(self) -> Iterator[Row]:
        """
        Yield every row in the sample's form, from the beginning each time.
        """
        told: dict[str, int] = {}
        records = rows_of(self.file)
        next(records, None)
        for line, record in records:
            if isinstance(record, Fault):
                yield Row(line=line, cells={}, faults=(record,))
            elif any(cell.strip() for cell in record):
                yield self._row(line, record, told)

    def column(self, of_the_sample: str) -> str:
        """
        Return what the agency calls the column from which one of the sample's came.
        """
        part = _FROM.get(of_the_sample, "")
        return self.heading[self.places[part]] if part in self.places else of_the_sample

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
        when = written(said["date"], day_first=self.mapping.day_first)
        if when is None and not faults:
            faults = (self._no_date(said["date"]),)
        if when is None or faults:
            return Row(line=line, cells={}, faults=faults, written=own)
        cells = dict.fromkeys((*EVENTS, *FURTHER), "")
        cells |= {
            "row_id": _id(said, told),
            "occurred_on": when.on,
            "occurred_precision": when.precision,
            "agency": self.agency,
            "kind": self._kind(said.get("kind", "")),
            "subject_child": CHILD,
            "other_people": said.get("people", ""),
            "summary": said["event"],
            "source": said.get("source", ""),
            "opinion": said.get("comment", ""),
        }
        at = said.get("time", "")
        if plain(at) not in _UNSURE and "?" not in at:
            cells[TIME] = at
        return Row(line=line, cells=cells, written=own)

    def _lost_or_empty(self, record: Sequence[str], said: Mapping[str, str]) -> Iterator[Fault]:
        """
        Find what no column would take in, and a row that says of nothing that it happened.
        """
        wide = len(self.heading) + (len(MARKS) if self.marked else 0)
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

    def _no_date(self, text: str) -> Fault:
        return Fault(
            column=self.heading[self.places["date"]],
            reason="there is no such date" if text else "the date is missing",
            fix="Write one date such as 27/3/2019, March 2019 or 2019, with ? where it is unsure;"
            " the rest of a longer time belongs in the event",
        )


def _id(said: Mapping[str, str], told: dict[str, int]) -> str:
    # What a row says is what it is: the same table again, sorted otherwise, brings nothing twice.
    whole = "\n".join(plain(said.get(part, "")) for part in ("date", "time", "source", "event"))
    digest = sha256(whole.encode()).hexdigest()[:24]
    told[digest] = told.get(digest, 0) + 1
    return digest if told[digest] == 1 else f"{digest}-{told[digest]}"
