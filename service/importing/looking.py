"""Reads the rows of an import a first time, so that the second can bring them in one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from service.importing.citing import unanswered
from service.importing.family import Member, described
from service.importing.fault import BadRow
from service.importing.known import FirstNamed
from service.importing.known_names import KnownNames, plain
from service.importing.row import Case, ReadRow, read_row

if TYPE_CHECKING:
    from service.importing.read_case import Row
    from service.wiring import Throughline


class Rows(Protocol):
    """
    Rows in the sample's form, from the beginning each time they are asked for.
    """

    def rows(self) -> Iterator[Row]:
        """
        Yield every row.
        """
        ...


@dataclass(kw_only=True)
class Looked:
    """
    What a first pass over the rows finds out, so that the second can bring them in one by one.
    """

    good: dict[str, str] = field(default_factory=dict)
    citing: list[ReadRow] = field(default_factory=list)
    described: dict[str, Member] = field(default_factory=dict)
    known: FirstNamed = field(default_factory=FirstNamed)
    bad: dict[int, BadRow] = field(default_factory=dict)
    rows: int = 0


def numbers_of(house: Throughline, source: str, refs: frozenset[str]) -> dict[str, str]:
    """
    Return the entry numbers of those of these rows that were imported before.
    """
    with house.reading() as session:
        return {
            event.origin.ref: event.entry_id
            for event in session.log.by_origin(source, sorted(refs))
            if event.origin
        }


def look(house: Throughline, case: Case, events: Rows, names: KnownNames) -> Looked:
    """
    Read every row once: what is wrong with it, whom it names and since when.
    """
    looked = Looked()
    seen: dict[str, int] = {}
    for raw in events.rows():
        looked.rows += 1
        read = read_row(raw, case, seen)
        seen.setdefault(raw.cells.get("row_id", ""), raw.line)
        if isinstance(read, tuple):
            looked.bad[raw.line] = BadRow(line=raw.line, faults=read, cells=raw.written)
        elif read.cites:
            looked.citing.append(read)
        else:
            _take(looked, read, case, names)
    for row, fault in unanswered(house, case, looked.citing, looked.good):
        looked.bad[row.line] = BadRow(line=row.line, faults=(fault,), cells=row.written)
    for row in looked.citing:
        if row.line not in looked.bad:
            _take(looked, row, case, names)
    return looked


def _take(looked: Looked, row: ReadRow, case: Case, names: KnownNames) -> None:
    looked.good[row.ref] = row.new.kind
    for words in row.described:
        if plain(words) not in looked.described:
            likely = case.people.likely(words)
            looked.described[plain(words)] = described(case.source, words, names, likely)
    persons = (*row.people, *(looked.described[plain(words)].id for words in row.described))
    looked.known.take(persons, row.new.learned)


def good(events: Rows, case: Case, looked: Looked) -> Iterator[ReadRow]:
    """
    Yield every row that nothing is wrong with, read anew, so that none has to be held.
    """
    for raw in events.rows():
        if raw.line not in looked.bad:
            read = read_row(raw, case, {})
            if isinstance(read, ReadRow):
                yield read
