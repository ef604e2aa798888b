"""Where the median of paired ratios lies."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DRAWS = 2_000
_TAIL = _DRAWS // 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """
    A median and the 95% interval around it.
    """

    middle: float
    low: float
    high: float


def interval(ratios: Sequence[float]) -> Interval:
    """
    Return the median of ratios and its 95% interval, by resampling them with replacement.

    The same ratios always give the same interval.

    Raises:
        ValueError: There are no ratios.
    """
    if not ratios:
        message = "an interval needs at least one ratio"
        raise ValueError(message)
    random = Random(1)  # noqa: S311 - resampling, not secrets
    drawn = sorted(median(random.choices(ratios, k=len(ratios))) for _ in range(_DRAWS))
    return Interval(middle=median(ratios), low=drawn[_TAIL], high=drawn[-_TAIL - 1])
