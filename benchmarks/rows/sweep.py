"""What a sweep costs: by what is due, by how many workers, and until everybody has it."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.databases import opened
from benchmarks.findings import EVENTS, Comparison, Fact
from benchmarks.owing import fall_due, owe, raise_bare, raise_ours, seconds, told
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
        used = 0
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
            for turn in range(sizes.sweeps):
                # Turn about, so that whatever else the machine does falls on both.
                for side in ("ours", "bare") if turn % 2 else ("bare", "ours"):
                    some = range(used, used + sizes.raised)
                    fall_due(database, some, bare=side == "bare")
                    took = _raised_by(database, url, side, workers)
                    rates[side].append(sizes.raised / took)
                    used += sizes.raised
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


def _raised_by(database: Database, url: str, side: str, workers: int) -> float:
    if workers == 1:
        return seconds(partial(raise_ours if side == "ours" else raise_bare, database))
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.owing", url, side],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(workers)
    ]
    try:
        for one in running:
            assert one.stdout is not None
            one.stdout.readline()
        began = perf_counter()
        for one in running:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        for one in running:
            assert one.stdout is not None
            one.stdout.readline()
        return perf_counter() - began
    finally:
        for one in running:
            one.communicate(timeout=60)


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
