"""Takes turns, so that whatever else the machine does falls on all sides alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from time import perf_counter

Work = Callable[[], object]
"""What the clock is held against."""


def timed(work: Work) -> float:
    """
    Return the seconds that a piece of work took, with nobody else's rubbish to clear away.
    """
    gc.collect()
    began = perf_counter()
    work()
    return perf_counter() - began


def turns(pairs: int, sides: Mapping[str, Callable[[], Work]]) -> dict[str, tuple[float, ...]]:
    """
    Return the seconds of each side in each turn.

    Every second turn goes round the other way, so that nobody always comes first.

    Args:
        sides: By name, what makes ready a turn's work; making ready is not measured.
    """
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    # What is done for the first time also fills caches, plans and files: that turn is not kept.
    for make_ready in sides.values():
        timed(make_ready())
    for turn in range(pairs):
        for name in list(sides) if turn % 2 == 0 else reversed(list(sides)):
            seconds[name].append(timed(sides[name]()))
    return {name: tuple(taken) for name, taken in seconds.items()}


def rates(count: int, seconds: tuple[float, ...]) -> tuple[float, ...]:
    """
    Return how many a second that was, in each turn.
    """
    return tuple(count / taken for taken in seconds)


def milliseconds(seconds: tuple[float, ...]) -> tuple[float, ...]:
    """
    Return the same times in thousandths.
    """
    return tuple(taken * 1_000 for taken in seconds)
