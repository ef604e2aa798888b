"""Several writers at once, while a reader follows the log."""

from __future__ import annotations

from contextlib import ExitStack
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.beside import Beside
from benchmarks.databases import POSTGRESQL, opened
from benchmarks.findings import EVENTS, Comparison, Fact
from benchmarks.row import Row
from benchmarks.sides.bare import Bare
from benchmarks.sides.library import Library
from benchmarks.tailing import tail
from benchmarks.turns import rates
from benchmarks.writing import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.row import Measured
    from benchmarks.stage import Stage

_SIDES = ("raw", "ours", "recorder")
_TARGETS = {"raw": 0.85, "recorder": 3.5}
_NAMES = {"raw": "raw, no order kept", "recorder": "`eventsourcing` recorder"}
_AT_MOST_WRITERS = 8
_STREAMS = 64


class Crowd:
    """
    The writers and the reader, and what the reader saw of each side.
    """

    def __init__(self, writers: Sequence[Beside], reader: Beside, start: dict[str, int]) -> None:
        self._writers = writers
        self._reader = reader
        self._last = start
        self.done = dict.fromkeys(start, 0)
        self.there = dict.fromkeys(start, 0)
        self.missed = dict.fromkeys(start, 0)
        self.out_of_order = dict.fromkeys(start, 0)

    def run(self, side: str, how_many: int, each: int, *asked: object, reads: str = "") -> float:
        """
        Let so many writers add so many events each and return the seconds until the last is done.
        """
        reads = reads or side
        working = self._writers[:how_many]
        for number, writer in enumerate(working):
            writer.tell(side, each, *asked, *([number] if side == "shared" else []))
        for writer in working:
            writer.hear()
        self._reader.ask(reads, self._last[reads])
        began = perf_counter()
        for writer in working:
            writer.tell("go")
        for writer in working:
            writer.hear()
        taken = perf_counter() - began
        there, missed, out_of_order, last = self._reader.ask("all is written")
        self.done[reads] += how_many * each
        self.there[reads] += there
        self.missed[reads] += missed
        self.out_of_order[reads] += out_of_order
        self._last[reads] = last
        return taken


def measure(stage: Stage) -> Measured:
    """
    Take turns with each number of writers, then let all of them go on over shared streams.
    """
    sizes = stage.sizes
    found: list[Comparison] = []
    with opened(stage.databases.empty()) as database, ExitStack() as until_the_end:
        urls = (database.url.render_as_string(hide_password=False), stage.databases.empty())
        # The tables are made before anybody meets them.
        bare = Bare(database)
        (newest,) = bare.fetch("SELECT coalesce(max(position), 0) FROM event")[0]
        bare.close()
        Library(urls[1]).close()
        reader = until_the_end.enter_context(Beside(tail, *urls))
        reader.hear()
        writers = []
        for _ in range(max(sizes.writers)):
            # One after another: the library makes its functions anew at every opening, and the
            # server refuses two who do so at once.
            writers.append(until_the_end.enter_context(Beside(write, *urls)))
            writers[-1].hear()
        crowd = Crowd(writers, reader, {"raw": 0, "ours": newest, "recorder": 0})
        for how_many in sizes.writers:
            found += _turns(crowd, how_many, sizes.pairs, sizes.each_writer)
        facts = _counted(crowd, len(writers), sizes.operations)
    return tuple(found), facts


def _turns(crowd: Crowd, how_many: int, pairs: int, each: int) -> list[Comparison]:
    taken: dict[str, list[float]] = {side: [] for side in _SIDES}
    for side in _SIDES:
        crowd.run(side, how_many, each)
    for turn in range(pairs):
        for side in _SIDES if turn % 2 == 0 else reversed(_SIDES):
            taken[side].append(crowd.run(side, how_many, each))
    speed = {side: rates(how_many * each, tuple(seconds)) for side, seconds in taken.items()}
    return [
        Comparison(
            title=f"{how_many} writer{'s' if how_many > 1 else ''}, 1 a transaction",
            unit=EVENTS,
            ours=speed["ours"],
            beside=_NAMES[side],
            theirs=speed[side],
            target=target if how_many == _AT_MOST_WRITERS else None,
        )
        for side, target in _TARGETS.items()
    ]


def _counted(crowd: Crowd, how_many: int, operations: int) -> tuple[Fact, ...]:
    """
    Let the writers add to one another's streams until there were so many operations.
    """
    streams = [uuid4() for _ in range(_STREAMS)]
    left = operations - crowd.done["ours"]
    if left > 0:
        crowd.run("shared", how_many, -(-left // how_many), streams, reads="ours")
    facts = []
    for side, name in (("ours", "ours"), *_NAMES.items()):
        there, missed, out = crowd.there[side], crowd.missed[side], crowd.out_of_order[side]
        kept = side == "ours"
        facts.append(
            Fact(
                title=f"the tailing reader, {name}",
                value=f"{missed:,} missed and {out:,} out of stream order, of {there:,}",
                target=f"0 and 0 of {operations:,}" if kept else "",
                met=missed == out == 0 and crowd.done[side] >= operations if kept else None,
            )
        )
    return tuple(facts)


ROW = Row(
    order=4,
    title="Writers at once",
    explains=(
        "Each writer is a process that adds single events to streams of its own, while another "
        "process reads on behind the newest event 50 times a second, on every side alike. What it "
        "missed and what came out of its stream's order is counted at the end of each turn. At "
        "last our writers go on over 64 streams that all of them add to, until the reader was "
        "held against the whole number of operations."
    ),
    measure=measure,
    on=(POSTGRESQL,),
)
