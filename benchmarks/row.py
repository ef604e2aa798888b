"""What a file of ``benchmarks/rows`` declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.databases import POSTGRESQL, SQLITE
from benchmarks.findings import Comparison, Fact
from benchmarks.stage import Stage

Measured = tuple[tuple[Comparison, ...], tuple[Fact, ...]]


class NotThere(Exception):
    """
    What the row measures is not in this version of the program; the reason stands in its place.
    """


@dataclass(frozen=True, kw_only=True)
class Row:
    """
    One question to the machine.

    Args:
        order: Where it stands among the rows.
        title: What is measured, as a heading.
        explains: What exactly is done, and by whom, for somebody who doubts it.
        measure: Does it on one database.
        on: The databases that it is asked of.
        patience: So many seconds may it take on one database before it is given up.
    """

    order: int
    title: str
    explains: str
    measure: Callable[[Stage], Measured]
    on: tuple[str, ...] = (SQLITE, POSTGRESQL)
    patience: int = 600
