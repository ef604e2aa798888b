"""What a sweep costs: by what is due, by how many workers, and until everybody has it."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Self

from benchmarks.databases import opened
from benchmarks.findings import EVENTS, Comparison, Fact
from benchmarks.owing import RAISES, fall_due, owe, raise_ours, seconds, told
from benchmarks.row import Row

if TYPE_CHECKING:
    from benchmarks.row import Measured
    from benchmarks.stage import Stage
    from events.log.database import Database

_ROOT = Path(__file__).parents[2]
_PERIOD = 60.0
_WORKERS = (1, 2, 4)
_P99 = 0.99


def measure(stage: Stage) -> Measured:
    """
    Measure all of it on one database of open outcomes.
    """
    sizes = stage.sizes
    url = stage.databases.empty()
    facts: list[Fact] = []
    compared: list[Comparison] = []
    with opened(url) as database:
        owe(database, sizes.outcomes, bare=True)
        stage.settle(database)
        # Whoever begins loads the calendar and learns its statements: that is no sweep's cost.
        fall_due(database, range(1), bare=False)
        raise_ours(database)
        used = 1
        for due in (0, sizes.due // 100, sizes.due):
            fall_due(database, range(used, used + due), bare=False)
            used += due
            took = seconds(partial(raise_ours, database))
            title = f"sweep of {sizes.outcomes:,} open outcomes with {due:,} due"
            each = f", {due / took:,.0f}/s" if due else ""
            facts.append(Fact(title=title, value=f"{took * 1_000:,.0f} ms{each}"))
        facts.append(_until_told(database, range(used, used + sizes.due)))
        used += sizes.due
        for workers in _WORKERS[:1] if stage.is_sqlite else _WORKERS:
            rates: dict[str, list[float]] = {"ours": [], "bare": []}
            with (
                Crew(database, url, "ours", workers) as ours,
                Crew(database, url, "bare", workers) as bare,
            ):
                # The first turn of each is not counted: whoever begins loads and learns a lot.
                for turn in range(sizes.sweeps + 1):
                    # Turn about, so that whatever else the machine does falls on both.
                    for crew in (ours, bare) if turn % 2 else (bare, ours):
                        some = range(used, used + sizes.raised)
                        fall_due(database, some, bare=crew is bare)
                        took = crew.raises()
                        used += sizes.raised
                        if turn:
                            rates[crew.side].append(sizes.raised / took)
            compared.append(
                Comparison(
                    title=f"escalations raised by {workers} worker{'s' * (workers > 1)}",
                    unit=EVENTS,
                    ours=tuple(rates["ours"]),
                    beside="bare claim and insert",
                    theirs=tuple(rates["bare"]),
                )
            )
    return tuple(compared), tuple(facts)


class Crew:
    """
    Some workers of one side who stay over all turns; one alone is this very process.
    """

    def __init__(self, database: Database, url: str, side: str, workers: int) -> None:
        self.side = side
        self._alone = partial(RAISES[side], database)
        self._running = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.owing", url, side],
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(workers if workers > 1 else 0)
        ]

    def __enter__(self) -> Self:
        self._heard()
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._running:
            one.communicate(timeout=60)

    def raises(self) -> float:
        """
        Have all that is due raised, and return how many seconds that took.
        """
        if not self._running:
            return seconds(self._alone)
        began = perf_counter()
        for one in self._running:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        self._heard()
        return perf_counter() - began

    def _heard(self) -> None:
        for one in self._running:
            assert one.stdout is not None
            assert one.stdout.readline(), f"a worker of {self.side} ended"


def _until_told(database: Database, numbers: range) -> Fact:
    """
    Watch the inboxes fill while a sweep works; the wait for its beginning is a whole period.
    """
    fall_due(database, numbers, bare=False)
    before = told(database)
    stopped = Event()
    seen: list[tuple[float, int]] = []
    began = perf_counter()

    def watch() -> None:
        while not stopped.wait(0.2):
            seen.append((perf_counter() - began, told(database) - before))

    watching = Thread(target=watch)
    watching.start()
    raise_ours(database)
    stopped.set()
    watching.join()
    seen.append((perf_counter() - began, told(database) - before))
    everybody = seen[-1][1]
    p99 = next(at for at, there in seen if there >= everybody * _P99)
    return Fact(
        title=f"from due to inbox, p99, {len(numbers):,} due at once",
        value=f"{_PERIOD + p99:,.1f} s, of which {_PERIOD:.0f} s are the wait for the sweep",
        target=f"within {2 * _PERIOD:.0f} s, two sweeps",
        met=_PERIOD + p99 <= 2 * _PERIOD,
    )


ROW = Row(
    order=85,
    title="Following through: the sweep",
    explains="Outcomes lie open in the table that the sweep reads; some fall due at once. Ours "
    "claims them, folds each, appends an escalation to the log and tells two people in their "
    "inboxes and by mail. Bare is the same database with tables of three columns: claim 50, insert "
    "two notices and one note each, set the next date, commit.",
    measure=measure,
)
