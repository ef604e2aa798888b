"""Counts where lines of different unions cross or run into one another, from the drawing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEAR = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Stroke:
    """
    One straight piece of a line.

    Args:
        union: The union whose line it is a piece of.
    """

    union: str
    x1: float
    y1: float
    x2: float
    y2: float


def crossings(strokes: Sequence[Stroke]) -> int:
    """
    Return how many pairs of pieces of different unions cross, touch or lie upon one another.

    Lines that meet at the symbol of a person who belongs to both do not cross.
    """
    ordered = sorted(strokes, key=lambda one: min(one.y1, one.y2))
    found = 0
    for n, one in enumerate(ordered):
        end = max(one.y1, one.y2) + _NEAR
        for other in ordered[n + 1 :]:
            if min(other.y1, other.y2) > end:
                break
            found += one.union != other.union and _cross(one, other)
    return found


def _cross(one: Stroke, other: Stroke) -> bool:
    if (
        max(one.x1, one.x2) < min(other.x1, other.x2) - _NEAR
        or max(other.x1, other.x2) < min(one.x1, one.x2) - _NEAR
        or max(one.y1, one.y2) < min(other.y1, other.y2) - _NEAR
        or max(other.y1, other.y2) < min(one.y1, one.y2) - _NEAR
    ):
        return False
    a, b = _side(one, other.x1, other.y1), _side(one, other.x2, other.y2)
    c, d = _side(other, one.x1, one.y1), _side(other, one.x2, one.y2)
    if a == b == c == d == 0:
        return True
    return a != b and c != d


def _side(stroke: Stroke, x: float, y: float) -> int:
    across, down = stroke.x2 - stroke.x1, stroke.y2 - stroke.y1
    area = across * (y - stroke.y1) - down * (x - stroke.x1)
    length = abs(across) + abs(down) or 1.0
    away = area / length
    return 0 if abs(away) < _NEAR else 1 if away > 0 else -1
