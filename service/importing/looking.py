"""Reads the rows of an import before any is brought in: what is wrong with each, whom it names."""

from __future__ import annotations

import pickle
import zlib
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


_TOGETHER = 100


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
    What reading the rows finds out, and the rows themselves, packed: to read one costs ten times
    what it costs to unpack it, and unpacked a hundred thousand would not fit a small machine.
    """

    packed: list[bytes] = field(default_factory=list)
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
    some: list[ReadRow] = []
    for raw in events.rows():
        looked.rows += 1
        read = read_row(raw, case, seen)
        seen.setdefault(raw.cells.get("row_id", ""), raw.line)
        if isinstance(read, tuple):
            looked.bad[raw.line] = BadRow(line=raw.line, faults=read, cells=raw.written)
            continue
        some.append(read)
        if len(some) == _TOGETHER:
            looked.packed.append(_packed(some))
            some = []
        if read.cites:
            looked.citing.append(read)
        else:
            _take(looked, read, case, names)
    looked.packed.append(_packed(some))
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


def good(looked: Looked) -> Iterator[ReadRow]:
    """
    Yield every row that nothing is wrong with, in the order of the file.
    """
    for packed in looked.packed:
        for row in _unpacked(packed):
            if row.line not in looked.bad:
                yield row


def _packed(rows: list[ReadRow]) -> bytes:
    return zlib.compress(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL), 1)


def _unpacked(packed: bytes) -> list[ReadRow]:
    rows: list[ReadRow] = pickle.loads(zlib.decompress(packed))  # noqa: S301 - our own, never stored
    return rows
