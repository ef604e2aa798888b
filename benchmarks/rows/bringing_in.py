"""An agency's table brought in, undone and brought in again, beside the log's own append."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.databases import opened
from benchmarks.findings import EVENTS, Comparison, Fact
from benchmarks.invented import NOW
from benchmarks.row import Row
from benchmarks.sides import ours
from benchmarks.sides.bare import Bare
from benchmarks.turns import timed
from service.importing.agency_table import import_table
from service.importing.tables.mapping import USUAL, ColumnMapping
from service.importing.undoing import undo_import
from service.settings import Settings
from service.wiring import Throughline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from benchmarks.row import Measured
    from benchmarks.stage import Stage
    from benchmarks.turns import Work

AT_ONCE = 200
"""As many rows stand or fall together when a table is brought in."""

_SLICES = 20
_MOST_GROWTH = 1.25
_WORDS = "Seen at home by a worker; the kitchen was cold, the baby was asleep, nobody else was in. "
_MB = 1024 * 1024


@dataclass(kw_only=True)
class _Turns:
    """
    Stops the work at every slice of it, and lets the others do as much for their own clock.

    Args:
        beside: Makes ready a turn of each of the others.
        each: The rows of a slice.
    """

    beside: Mapping[str, Callable[[], Work]]
    each: int
    speed: dict[str, list[float]] = field(default_factory=dict)
    memory: list[int] = field(default_factory=list)
    _done: int = 0
    _since: float = field(default_factory=perf_counter)

    def begin(self) -> None:
        """
        Start the clock of the first slice; what was read before it has a figure of its own.
        """
        self._since = perf_counter()

    def tell(self, done: int, _of: int = 0) -> None:
        """
        Count, and take turns once a slice is done.
        """
        if done - self._done < self.each:
            return
        took = perf_counter() - self._since
        self._note("ours", (done - self._done) / took)
        self.memory.append(_resident())
        for name, make_ready in self.beside.items():
            self._note(name, self.each / timed(make_ready()))
        self._done, self._since = done, perf_counter()

    def _note(self, name: str, speed: float) -> None:
        self.speed.setdefault(name, []).append(speed)


def measure(stage: Stage) -> Measured:
    """
    Bring in a table, undo it and bring it in again under another name.
    """
    count = stage.sizes.brought
    each = max(count // _SLICES, 1)
    found: list[Comparison] = []
    facts: list[Fact] = []
    url = stage.databases.empty()
    with opened(url, sealed=True) as database, TemporaryDirectory() as folder:
        house = Throughline(settings=Settings(database_url=url), database=database)
        file, child = _table(Path(folder), count), uuid4()
        bare = Bare(database)
        beside = {
            "keyed": partial(ours.import_to_log, database, each, AT_ONCE),
            "append": partial(ours.append_to_log, database, each, AT_ONCE),
            "raw": partial(bare.append, each, AT_ONCE),
        }
        for make_ready in beside.values():
            timed(make_ready())
        for what, source in (("in", "first"), ("undone", "first"), ("in again", "second")):
            taking = _Turns(beside=beside, each=each)
            began = perf_counter()
            if what == "undone":
                done = undo_import(
                    house, source, reason="Tried out.", actor="operator:benchmark", tell=taking.tell
                )
            else:
                looked: list[float] = []

                def tell(
                    at: int,
                    of: int,
                    taking: _Turns = taking,
                    looked: list[float] = looked,
                    began: float = began,
                ) -> None:
                    if not looked:
                        looked.append(perf_counter() - began)
                        taking.begin()
                    taking.tell(at, of)

                done = import_table(
                    house,
                    file,
                    child=child,
                    agency="health visiting",
                    mapping=ColumnMapping(columns=dict(USUAL)),
                    source=source,
                    actor="operator:benchmark",
                    tell=tell,
                ).rows.imported
                facts += _read_first(what, looked[0], count, taking.speed["ours"])
            assert done == count, (what, done)
            found += _compared(f"{count:,} rows {what}", taking)
            facts.append(_flat(what, taking.memory))
        bare.close()
    return tuple(found), tuple(facts)


def _compared(title: str, taking: _Turns) -> list[Comparison]:
    return [
        Comparison(
            title=title,
            unit=EVENTS,
            ours=tuple(taking.speed["ours"]),
            beside=words,
            theirs=tuple(taking.speed[name]),
        )
        for name, words in (
            ("keyed", "the log's append, 200 at once, each with its own key"),
            ("append", "the log's append, 200 at once under one key"),
            ("raw", "raw"),
        )
    ]


def _read_first(what: str, seconds: float, count: int, speed: list[float]) -> tuple[Fact, Fact]:
    recorded = sum(count / len(speed) / one for one in speed)
    whole = count / (seconds + recorded)
    return (
        Fact(title=f"{what}: every row read first", value=f"{seconds:,.1f} s"),
        Fact(title=f"{what}: rows a second, that reading included", value=f"{whole:,.0f}/s"),
    )


def _flat(what: str, memory: list[int]) -> Fact:
    first, most = memory[0], max(memory)
    return Fact(
        title=f"{what}: memory of the process",
        value=f"{first / _MB:,.0f} MB after the first twentieth, {most / _MB:,.0f} MB at most",
        target=f"at most {_MOST_GROWTH} times",
        met=most <= _MOST_GROWTH * first,
    )


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _table(folder: Path, count: int) -> Path:
    file = folder / "chronology.csv"
    today = NOW.date()
    with file.open("w", encoding="utf-8", newline="") as opened_file:
        written = csv.writer(opened_file)
        written.writerow(USUAL.values())
        for number in range(count):
            day: date = today - timedelta(days=number % 3_000 + 1)
            written.writerow(
                (
                    f"{day:%d/%m/%Y}",
                    "",
                    "Invented nurse",
                    f"Row {number}. {_WORDS * 4}",
                    "Worrying.",
                )
            )
    return file


ROW = Row(
    order=13,
    title="Bringing an agency's table in",
    explains=(
        "A CSV of one child's chronology, about 400 letters a row, through the same functions as "
        "`throughline import-table` and `import-undo`: read, checked, looked for in what is there, "
        "recorded sealed, 200 at a time; struck out; brought in again under another name. At every "
        "twentieth of it the log's own append, sealed too but without read models, and the driver "
        "alone do as much. Reading every row first is not in these rates; it stands by itself."
    ),
    measure=measure,
    patience=3_600,
)
