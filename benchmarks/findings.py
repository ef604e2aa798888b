"""What a row of the benchmarks found, as it is kept and as it is judged."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self

from benchmarks.interval import Interval, interval

EVENTS = "events/s"
MILLISECONDS = "ms"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """
    The same work done by us and by another, turn about.

    Args:
        title: What was done.
        unit: What the figures are, ``events/s`` or ``ms``.
        ours: Our figure in each turn.
        beside: Who else did it.
        theirs: Their figure in the same turns.
        target: What the ratio of ours to theirs must reach, if anything was promised.
        at_most: Whether the ratio must stay below the target, as a time must.
    """

    title: str
    unit: str
    ours: tuple[float, ...]
    beside: str
    theirs: tuple[float, ...]
    target: float | None = None
    at_most: bool = False

    @property
    def ratio(self) -> Interval:
        """
        Ours of theirs, each turn against itself.
        """
        return interval([own / other for own, other in zip(self.ours, self.theirs, strict=True)])

    @property
    def met(self) -> bool | None:
        """
        Whether the interval reaches the target; None where nothing was promised.
        """
        if self.target is None:
            return None
        found = self.ratio
        return found.low <= self.target if self.at_most else found.high >= self.target


@dataclass(frozen=True, kw_only=True)
class Fact:
    """
    One figure that is not compared with anybody's.

    Args:
        value: The figure with its unit.
        target: What was promised, in words; "" where nothing was.
        met: Whether the promise is kept; None where nothing was promised.
    """

    title: str
    value: str
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """
    Everything that one row found on one database.

    Args:
        row: The row's name, as the command line calls it.
        database: ``SQLite`` or ``PostgreSQL``.
        failed: Why there is nothing, where there is nothing.
        seconds: How long the measuring took.
        later: When it was measured, where that was after a run that had been cut off.
    """

    row: str
    database: str
    comparisons: tuple[Comparison, ...] = ()
    facts: tuple[Fact, ...] = ()
    failed: str = ""
    seconds: float = 0.0
    later: str = ""

    def as_json(self) -> dict[str, Any]:
        """
        Write it as plain JSON, every turn's raw figure included.
        """
        return asdict(self)

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Self:
        """
        Read what ``as_json`` wrote.
        """
        return cls(
            row=written["row"],
            database=written["database"],
            comparisons=tuple(
                Comparison(**one | {"ours": tuple(one["ours"]), "theirs": tuple(one["theirs"])})
                for one in written["comparisons"]
            ),
            facts=tuple(Fact(**one) for one in written["facts"]),
            failed=written["failed"],
            seconds=written["seconds"],
            later=written.get("later", ""),
        )
