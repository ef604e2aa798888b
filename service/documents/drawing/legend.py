"""The key to the picture: only what is drawn in it is explained."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from events.kind import Group
from service.documents.drawing.marks import shape
from service.documents.drawing.svg import GREY, INK, PAPER, box, element, label, line, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from projections.chronology.entry import Entry

    Draw = Callable[[float, float], str]

SIZE = 11.0
ROW = 20.0


def legend(
    entries: Sequence[Entry], y: float, width: float, *, asked: bool, counted: bool
) -> tuple[str, float]:
    """
    Draw the key from a height downwards, and return it with the height it ends at.
    """
    drawn = [label("Key", 8, y + 4, size=12, weight="bold")]
    x = 46.0
    for draw, says in _items(entries, asked=asked, counted=counted):
        wide = 34 + width_of(says, SIZE) + 10
        if x + wide > width and x > 46:
            x, y = 46.0, y + ROW
        drawn.append(draw(x + 14, y))
        drawn.append(label(says, x + 30, y + 4, size=SIZE))
        x += wide
    return element("g", *drawn) if entries else "", y + 16


def _items(entries: Sequence[Entry], *, asked: bool, counted: bool) -> Iterator[tuple[Draw, str]]:
    groups = {entry.kind_declared.group for entry in entries}
    for group in Group:
        if group in groups:
            yield partial(shape, group), str(group)
    if any(entry.occurred.first != entry.occurred.last for entry in entries):
        yield _span, "date uncertain: on any of these days"
    if any(entry.status == "struck out" for entry in entries):
        yield _struck, "struck out"
    if any(entry.status == "corrected" for entry in entries):
        yield _corrected, "corrected"
    if any(entry.learned_late for entry in entries):
        yield _late, "learned late"
    if asked:
        yield _ringed, "a question rests on it"
    if counted:
        yield _counted, "so many entries"


def _span(x: float, y: float) -> str:
    return line(x - 12, y, x + 10, y, stroke=GREY, wide=1.5, dash="3 2") + line(
        x + 10, y - 4, x + 10, y + 4, stroke=GREY, wide=1.5
    )


def _struck(x: float, y: float) -> str:
    return line(x - 7.5, y + 5, x + 7.5, y - 5, wide=2)


def _corrected(x: float, y: float) -> str:
    return line(x - 6, y + 2, x + 6, y + 2, wide=1.8)


def _late(x: float, y: float) -> str:
    return element("circle", cx=x, cy=y, r=2.4, fill=PAPER, stroke=INK, stroke_width=1)


def _ringed(x: float, y: float) -> str:
    return element("circle", cx=x, cy=y, r=8.4, fill="none", stroke=INK, stroke_width=1)


def _counted(x: float, y: float) -> str:
    return box(x - 11, y - 7, 22, 14, stroke=INK, round_=7) + label(
        "7", x, y + 3.8, size=11, anchor="middle"
    )
