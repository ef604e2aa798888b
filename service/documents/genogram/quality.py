"""
How two people are with one another, as a line: close, distant, in conflict, cut off, violence.

Source: McGoldrick, Gerson and Petry, Genograms: Assessment and Intervention (relationship lines).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.documents.drawing.svg import INK, element, line
from service.documents.genogram.rows import HALF, between_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.documents.genogram.family import Between, Family, Quality
    from service.documents.genogram.layout import Layout

QUALITY_WORDS: dict[Quality, str] = {
    "violence": "violence on record, towards the arrow",
    "close": "close",
    "distant": "distant",
    "conflict": "in conflict",
    "cut off": "cut off: no contact",
}
_ASIDE = (-10.0, 10.0, -16.0, 16.0)
_PORTS = (8.0, 3.0, 13.0)


def quality_lines(family: Family, layout: Layout) -> Iterator[str]:
    """
    Draw every line of a relationship's quality, none upon another of the same two.
    """
    several: dict[frozenset[str], int] = {}
    begun: dict[str, int] = {}
    for number, one in enumerate(family.between):
        pair = frozenset({one.one, one.other})
        place = several[pair] = several.get(pair, -1) + 1
        yield _between(one, number, place, layout, begun)


def quality_line(quality: Quality, x1: float, y1: float, x2: float, y2: float) -> str:
    """
    Draw one such line from a place to another.
    """
    match quality:
        case "violence":
            return _zigzag(x1, y1, x2, y2, arrow=True)
        case "conflict":
            return _zigzag(x1, y1, x2, y2, arrow=False)
        case "distant":
            return line(x1, y1, x2, y2, wide=1.3, dash="1 4")
        case "close":
            return "".join(_beside(x1, y1, x2, y2, aside) for aside in (-2.5, 2.5))
        case _:
            return _cut_off(x1, y1, x2, y2)


def _between(one: Between, number: int, place: int, layout: Layout, begun: dict[str, int]) -> str:
    (x1, y1), (x2, y2) = layout.at[one.one], layout.at[one.other]
    if y1 != y2:
        down = 1 if y2 > y1 else -1
        across = 1 if x2 > x1 else -1 if x2 < x1 else 0
        near = HALF * (0.75 if across else 1)
        aside = 7.0 * place
        return quality_line(
            one.quality,
            x1 + across * HALF * 0.75 + aside,
            y1 + down * near,
            x2 - across * HALF * 0.75 + aside,
            y2 - down * near,
        )
    right = 1 if x2 > x1 else -1
    row = next(row for row in layout.rows if one.one in row.keys)
    up = row.over.get(between_key(number))
    if up is None:
        aside = _ASIDE[place % len(_ASIDE)]
        return quality_line(
            one.quality, x1 + right * HALF, y1 + aside, x2 - right * HALF, y2 + aside
        )
    ports = []
    for key in (one.one, one.other):
        ports.append(_PORTS[begun.get(key, 0) % len(_PORTS)])
        begun[key] = begun.get(key, 0) + 1
    a, b = x1 + right * ports[0], x2 - right * ports[1]
    # The lead ends where the symbol does, which at its side lies lower than at its top.
    lead = line(a, y1 - HALF, a, up, wide=0.9) + line(b, up, b, y2 - HALF, wide=0.9)
    return lead + quality_line(one.quality, a, up, b, up)


def _zigzag(x1: float, y1: float, x2: float, y2: float, *, arrow: bool) -> str:
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1.0)
    along, up = ((x2 - x1) / length, (y2 - y1) / length), (-(y2 - y1) / length, (x2 - x1) / length)
    drawn_to = length - 9 if arrow else length
    count = max(int(drawn_to / 5), 2)
    step = drawn_to / count
    points = [(x1, y1)]
    for n in range(1, count):
        aside = 3.5 if n % 2 else -3.5
        points.append(
            (
                x1 + along[0] * n * step + up[0] * aside,
                y1 + along[1] * n * step + up[1] * aside,
            )
        )
    tip = (x1 + along[0] * drawn_to, y1 + along[1] * drawn_to)
    points.append(tip)
    drawn = " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    line_ = element("path", d=f"M{drawn}", fill="none", stroke=INK, stroke_width=1.3)
    if not arrow:
        return line_
    head = " ".join(
        f"{x:.1f},{y:.1f}"
        for x, y in (
            (x2, y2),
            (tip[0] + up[0] * 5, tip[1] + up[1] * 5),
            (tip[0] - up[0] * 5, tip[1] - up[1] * 5),
        )
    )
    return line_ + element("polygon", points=head, fill=INK)


def _beside(x1: float, y1: float, x2: float, y2: float, aside: float) -> str:
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1.0)
    dx, dy = -(y2 - y1) / length * aside, (x2 - x1) / length * aside
    return line(x1 + dx, y1 + dy, x2 + dx, y2 + dy, wide=1.3)


def _cut_off(x1: float, y1: float, x2: float, y2: float) -> str:
    """
    Draw a line with a gap in its middle and a bar at each side of the gap.
    """
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1.0)
    ax, ay = (x2 - x1) / length, (y2 - y1) / length
    mx, my = (x1 + x2) / 2, (y1 + y2) / 2
    parts = []
    for end_x, end_y, side in ((x1, y1, -1), (x2, y2, 1)):
        gx, gy = mx + side * 3 * ax, my + side * 3 * ay
        parts.append(line(end_x, end_y, gx, gy, wide=1.3))
        parts.append(line(gx - ay * 6, gy + ax * 6, gx + ay * 6, gy - ax * 6, wide=1.6))
    return "".join(parts)
