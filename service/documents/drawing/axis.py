"""The axis of years and months, and the moments that the whole picture is read against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.dates_said import date_said
from service.documents.drawing.ground import Ground
from service.documents.drawing.svg import GREY, INK, PALE, RULE, box, element, label, line, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from projections.chronology.chronology import Chronology
    from service.documents.drawing.scale import Scale, Stretch

EDGE = 12.0
"""Room for words beside the last day."""
YEARS, MONTHS, MOMENTS = 14.0, 28.0, 46.0
"""The base lines of the three rows of words above the lanes."""


def axis(scale: Scale, top: float, bottom: float) -> Iterator[str]:
    """
    Yield the grid: each division a line, each squeezed stretch shaded and told in words.
    """
    for piece in scale.stretches:
        if piece.squeezed:
            yield from _squeezed(piece, top, bottom)
    years_end = months_end = 0.0
    for x, month, year in scale.ticks():
        yield line(x, 18 if year else 22, x, bottom, stroke=GREY if year else RULE, wide=0.8)
        start = x + 3
        # A word on another, or half a word at the edge, would say less than the line alone.
        room = min(
            (piece.left for piece in scale.stretches if piece.squeezed and piece.left > x),
            default=scale.stretches[-1].right + EDGE,
        )
        if year and years_end <= start <= room - width_of(year, 12):
            years_end = start + width_of(year, 12)
            yield label(year, start, YEARS, size=12, weight="bold")
        if month and months_end <= start <= room - width_of(month, 10.5):
            months_end = start + width_of(month, 10.5)
            yield label(month, start, MONTHS, size=10.5, fill=GREY)
    yield line(scale.stretches[0].left, top, scale.stretches[-1].right, top, wide=1)


def moments(chronology: Chronology, ground: Ground, bottom: float) -> Iterator[str]:
    """
    Yield a named line each for birth, death and the day that the picture is drawn as at.
    """
    child = chronology.child
    named: list[tuple[date, str]] = []
    if child and child.born:
        named.append((child.born.first, "Born"))
    elif child and child.expected:
        named.append((child.expected.first, "Expected"))
    if child and child.died:
        named.append((child.died.first, "Died"))
    if not (child and child.died):
        named.append((ground.today, f"As at {date_said(ground.today)}"))
    taken = ground.left
    for day, name in named:
        if not ground.scale.holds(day):
            continue
        x = ground.x(day)
        wide = width_of(name, 10.5) + 4
        start = max(min(x - 2, ground.right - wide), taken)
        taken = start + wide
        dash = "5 3" if name.startswith("As at") else ""
        yield line(x, MOMENTS + 3, x, bottom, wide=1.4, dash=dash)
        yield label(name, start, MOMENTS, size=10.5, weight="bold")


def _squeezed(piece: Stretch, top: float, bottom: float) -> Iterator[str]:
    yield box(piece.left, 2, piece.right - piece.left, bottom - 2, fill=PALE)
    middle = (piece.left + piece.right) / 2
    for n, text in enumerate(piece.says):
        yield label(text, middle, 13 + 12 * n, size=9.5, anchor="middle", fill=INK)
    for x in (piece.left, piece.right):
        zigzag = " ".join(f"l{3 if n % 2 == 0 else -3} 4" for n in range(int((bottom - top) / 4)))
        yield element("path", d=f"M{x:.1f} {top:.1f} {zigzag}", fill="none", stroke=RULE)
