"""Runs rows one after the other; what one of them breaks costs the others nothing."""

from __future__ import annotations

import signal
import traceback
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.findings import Found
from benchmarks.row import NotThere
from benchmarks.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from benchmarks.databases import Databases
    from benchmarks.row import Row
    from benchmarks.sizes import Sizes


def run_rows(
    rows: Mapping[str, Row],
    databases: Sequence[Databases],
    sizes: Sizes,
    keep: Callable[[Found], None],
    lacks: Callable[[str, str], bool],
) -> None:
    """
    Measure every row on every database that it is asked of, and keep each finding at once.

    Args:
        lacks: Says whether a row has not been measured on a database yet.
    """
    for each in databases:
        with Stage(each, sizes) as stage:
            for name, row in sorted(rows.items(), key=lambda one: one[1].order):
                if each.name in row.on and lacks(name, each.name):
                    keep(run_row(name, row, stage))


def run_row(name: str, row: Row, stage: Stage) -> Found:
    """
    Measure one row on one database; whatever goes wrong is what was found.
    """
    began = perf_counter()
    try:
        with _given_up_after(row.patience):
            comparisons, facts = row.measure(stage)
    except NotThere as reason:
        return Found(row=name, database=stage.name, failed=str(reason))
    except Exception as error:  # noqa: BLE001 - the other rows must still be measured
        traceback.print_exc()
        why = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        return Found(row=name, database=stage.name, failed=why, seconds=perf_counter() - began)
    return Found(
        row=name,
        database=stage.name,
        comparisons=comparisons,
        facts=facts,
        seconds=perf_counter() - began,
    )


@contextmanager
def _given_up_after(seconds: int) -> Iterator[None]:
    def give_up(*_signal: object) -> None:
        raise TimeoutError(f"it was not finished after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
