"""The household line: dashed, around those who live with the child and nobody else."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from service.documents.genogram.rows import CORRIDOR, HALF
from service.documents.genogram.spread import HALF as HALF_STEP
from service.documents.genogram.wrapped import LINE, words_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from service.documents.genogram.layout import Layout
    from service.documents.genogram.rows import Row

Box = tuple[float, float, float, float]
_WIDE, _TUBE = 55.0, 10.0


def household_path(layout: Layout) -> str:
    """
    Return the path of the household line, "" where nobody is known to live with the child.
    """
    boxes = household_boxes(layout)
    return _outline(boxes) if boxes else ""


def household_boxes(layout: Layout) -> list[Box]:
    """
    Return the boxes whose common outline it is: one a group of neighbours, and what joins them.
    """
    inside = {one.key for one in layout.family.members if one.lives}
    groups: list[tuple[Row, Box]] = []
    for row in layout.rows:
        groups.extend((row, box) for box in _groups(row, inside, layout))
    if len(groups) + sum(1 for one in layout.family.members if one.lives) <= 1:
        return []
    boxes = [box for _, box in groups]
    joined = groups[:1]
    for row, box in groups[1:]:
        upper, other = min(
            joined, key=lambda one: (_rows_apart(one[0], row, layout), _apart(one[1], box))
        )
        boxes += _joined(upper, other, row, box, layout)
        joined.append((row, box))
    return boxes


def _groups(row: Row, inside: set[str], layout: Layout) -> Iterable[Box]:
    members = {one.key: one for one in layout.family.members}
    run: list[str] = []
    for key in [*row.keys, ""]:
        if key in inside:
            run.append(key)
            continue
        if run:
            low = min(layout.at[one][0] for one in run) - _WIDE
            high = max(layout.at[one][0] for one in run) + _WIDE
            lines = max(len(words_below(members[one])) for one in run)
            end = row.middle + HALF + 10 + LINE * lines
            yield (low, row.middle - HALF - 5, high, end)
        run = []


def _rows_apart(one: Row, other: Row, layout: Layout) -> int:
    return abs(layout.rows.index(one) - layout.rows.index(other))


def _apart(one: Box, other: Box) -> float:
    return max(0.0, one[0] - other[2], other[0] - one[2])


def _joined(upper: Row, other: Box, row: Row, box: Box, layout: Layout) -> list[Box]:
    """
    Return what joins two groups: a broad way where one stands above the other, else a corridor.
    """
    below_upper = upper.words_end + CORRIDOR / 2
    if upper is row:
        high, low = below_upper + 4, below_upper - 4
        near = (other[2], box[0]) if other[2] < box[0] else (box[2], other[0])
        return [
            (near[0] - 30, low, near[1] + 30, high),
            (near[0] - 30, other[3] - 1, near[0] - 20, high),
            (near[1] + 20, box[3] - 1, near[1] + 30, high),
        ]
    between = layout.rows[layout.rows.index(upper) + 1 : layout.rows.index(row)]
    left, right = max(other[0], box[0]), min(other[2], box[2])
    if right - left >= 2 * _TUBE and not between:
        return [(left, other[3] - 1, right, box[1] + 1)]
    found: list[Box] = []
    x = _way_past(between, layout, (box[0] + box[2]) / 2) if between else None
    from_x = min(max((box[0] + box[2]) / 2, other[0] + _TUBE), other[2] - _TUBE)
    to_x = x if x is not None else min(max(from_x, box[0] + _TUBE), box[2] - _TUBE)
    found.append((from_x - 5, other[3] - 1, from_x + 5, below_upper + 4))
    found.append((min(from_x, to_x) - 5, below_upper - 4, max(from_x, to_x) + 5, below_upper + 4))
    if x is None:
        found.append((to_x - 5, below_upper - 4, to_x + 5, box[1] + 1))
        return found
    last = between[-1].words_end + CORRIDOR / 2
    end = min(max(x, box[0] + _TUBE), box[2] - _TUBE)
    found.append((x - 5, below_upper - 4, x + 5, last + 4))
    found.append((min(x, end) - 5, last - 4, max(x, end) + 5, last + 4))
    found.append((end - 5, last - 4, end + 5, box[1] + 1))
    return found


def _way_past(between: Sequence[Row], layout: Layout, near: float) -> float:
    """
    Return where a corridor can pass rows without going through anybody in them.
    """
    taken = sorted(layout.at[key][0] for row in between for key in row.keys)
    ways = [taken[0] - HALF_STEP, taken[-1] + HALF_STEP]
    ways += [(a + b) / 2 for a, b in pairwise(taken) if b - a > HALF_STEP]
    return min(ways, key=lambda x: abs(x - near))


def _outline(boxes: Sequence[Box]) -> str:
    """
    Return the outline of all boxes together as a path, its corners in order.
    """
    xs = sorted({x for box in boxes for x in (box[0], box[2])})
    ys = sorted({y for box in boxes for y in (box[1], box[3])})
    filled = {
        (i, j)
        for i in range(len(xs) - 1)
        for j in range(len(ys) - 1)
        if any(
            box[0] <= xs[i] and xs[i + 1] <= box[2] and box[1] <= ys[j] and ys[j + 1] <= box[3]
            for box in boxes
        )
    }
    edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, j in filled:
        # Clockwise, so that what is inside lies to the right of every edge.
        for beside, start, end in (
            ((i, j - 1), (i, j), (i + 1, j)),
            ((i + 1, j), (i + 1, j), (i + 1, j + 1)),
            ((i, j + 1), (i + 1, j + 1), (i, j + 1)),
            ((i - 1, j), (i, j + 1), (i, j)),
        ):
            if beside not in filled:
                edges.setdefault(start, []).append(end)
    paths: list[str] = []
    while edges:
        start = min(edges)
        corner, points = start, []
        while corner in edges:
            points.append(corner)
            following = edges[corner].pop()
            if not edges[corner]:
                del edges[corner]
            corner = following
        turned = [
            point
            for before, point, after in zip(
                [points[-1], *points], points, [*points[1:], points[0]], strict=False
            )
            if not (before[0] == point[0] == after[0] or before[1] == point[1] == after[1])
        ]
        drawn = " L".join(f"{xs[i]:.1f} {ys[j]:.1f}" for i, j in turned)
        paths.append(f"M{drawn} Z")
    return " ".join(paths)
