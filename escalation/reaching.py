"""What can reach a day, found at once: of a long record most was over before a clock began."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

T = TypeVar("T")


class Reaching(Generic[T]):
    """
    Things in an order, which is kept, and until when each of them lasts.

    Args:
        last: The last day on which it can have happened.
    """

    def __init__(self, every: Iterable[T], last: Callable[[T], date]) -> None:
        self._every = tuple(every)
        self._over = tuple(accumulate(map(last, self._every), max))

    def from_day(self, day: date) -> Iterator[T]:
        """
        Yield them from the first on that reaches a day; what comes after it may be over before.
        """
        first = bisect_left(self._over, day)
        return (self._every[place] for place in range(first, len(self._every)))
