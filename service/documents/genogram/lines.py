"""The lines of each union: between the partners, down to the children, and to each child."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from service.documents.genogram.crossings import Stroke
from service.documents.genogram.rows import HALF, foot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.documents.genogram.family import Child, Family, Sort, Union
    from service.documents.genogram.rows import Row

Points = tuple[tuple[float, float], ...]
Part = Literal["partners", "stem", "sibship", "child"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """
    One line from point to point.

    Args:
        sort: For the line to a child, how the child is theirs.
    """

    part: Part
    points: Points
    sort: Sort = "birth"
    to: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """
    The lines of one union.

    Args:
        mark: Where the strokes that end it go: the middle of its line.
    """

    union: str
    lines: tuple[Line, ...]
    mark: tuple[float, float] | None = None

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """
        Its lines in straight pieces.
        """
        return tuple(
            Stroke(union=self.union, x1=a[0], y1=a[1], x2=b[0], y2=b[1])
            for line in self.lines
            for a, b in zip(line.points, line.points[1:], strict=False)
        )

    def moved(self, across: float) -> Drawn:
        """
        Return the same lines further to the right.
        """
        return replace(
            self,
            lines=tuple(
                replace(line, points=tuple((x + across, y) for x, y in line.points))
                for line in self.lines
            ),
            mark=(self.mark[0] + across, self.mark[1]) if self.mark else None,
        )


def draw_lines(
    family: Family, rows: Sequence[Row], at: Mapping[str, tuple[float, float]]
) -> tuple[Drawn, ...]:
    """
    Draw every union's lines between symbols that have their places.
    """
    row_of = {key: row for row in rows for key in row.keys}
    ports = _Ports(at)
    tops = _child_tops(family, at)
    across = {key: x for key, (x, _) in at.items()}
    found: list[Drawn] = []
    for union in family.unions:
        lines: list[Line] = []
        mark = None
        start: tuple[float, float] | None = None
        if len(union.partners) == _TWO and all(one in at for one in union.partners):
            row = row_of[union.partners[0]]
            place = {key: n for n, key in enumerate(row.keys)}
            points, mark = _between(union, row, place, at, ports)
            lines.append(Line(part="partners", points=points))
            down = foot(union, row.keys, place, across, family)
            if down is not None:
                start = (down, points[1][1] if len(points) > _TWO else points[0][1])
        lines += _children(union, rows, at, start, tops, family)
        if lines:
            found.append(Drawn(union=union.key, lines=tuple(lines), mark=mark))
    return tuple(found)


class _Ports:
    """
    Where on the top of a symbol the next line over others begins; no two at one place.
    """

    def __init__(self, at: Mapping[str, tuple[float, float]]) -> None:
        self._at = at
        self._used: dict[tuple[str, int], int] = {}

    def next(self, key: str, side: int) -> float:
        used = self._used.get((key, side), 0)
        self._used[key, side] = used + 1
        return self._at[key][0] + side * (15 - 5 * used)


def _between(
    union: Union,
    row: Row,
    place: Mapping[str, int],
    at: Mapping[str, tuple[float, float]],
    ports: _Ports,
) -> tuple[Points, tuple[float, float]]:
    left, right = sorted(union.partners, key=lambda one: place[one])
    (x1, y), (x2, _) = at[left], at[right]
    height = row.over.get(union.key)
    if height is None:
        points: Points = ((x1 + HALF, y), (x2 - HALF, y))
        # Beside the line to the children, not upon it.
        return points, ((x1 + x2) / 2 - (14 if union.children else 0), y)
    a, b = ports.next(left, 1), ports.next(right, -1)
    points = ((a, y - HALF), (a, height), (b, height), (b, y - HALF))
    return points, (a + 16, height)


def _child_tops(
    family: Family, at: Mapping[str, tuple[float, float]]
) -> dict[tuple[str, str], float]:
    """
    Return where on each child's symbol the line of each union ends.
    """
    into: dict[str, list[str]] = {}
    for union in family.unions:
        for child in union.children:
            if child.key in at:
                into.setdefault(child.key, []).append(union.key)
    tops: dict[tuple[str, str], float] = {}
    for child_key, unions in into.items():
        x = at[child_key][0]
        if len(unions) == 1:
            tops[child_key, unions[0]] = x
            continue
        middles = {u.key: _middle(u, at, x) for u in family.unions if u.key in unions}
        by_side = sorted(unions, key=lambda one: (middles[one], one))
        step = min(10.0, 16.0 / (len(unions) - 1))
        for n, key in enumerate(by_side):
            tops[child_key, key] = x + (n - (len(unions) - 1) / 2) * step
    return tops


def _middle(union: Union, at: Mapping[str, tuple[float, float]], else_: float) -> float:
    known = [at[one][0] for one in union.partners if one in at]
    return sum(known) / len(known) if known else else_


def _children(
    union: Union,
    rows: Sequence[Row],
    at: Mapping[str, tuple[float, float]],
    start: tuple[float, float] | None,
    tops: Mapping[tuple[str, str], float],
    family: Family,
) -> list[Line]:
    children = [child for child in union.children if child.key in at]
    if not children:
        return []
    height = next((row.lanes[union.key] for row in rows if union.key in row.lanes), None)
    if height is None:
        height = min(at[child.key][1] for child in children) - HALF - 14
    ends = {child.key: tops[child.key, union.key] for child in children}
    if start and len(children) == 1:
        # A line hardly bent reads as a mistake: it goes straight down, a little beside the middle.
        only = children[0].key
        ends[only] = start[0] if abs(start[0] - ends[only]) <= _BENT else ends[only]
    lines: list[Line] = []
    groups = _twins(children, family)
    joints = [sum(ends[c.key] for c in group) / len(group) for group in groups]
    reach = [*joints, *([start[0]] if start else [])]
    if start:
        lines.append(Line(part="stem", points=(start, (start[0], height))))
    if max(reach) - min(reach) > 0:
        lines.append(Line(part="sibship", points=((min(reach), height), (max(reach), height))))
    for group, joint in zip(groups, joints, strict=True):
        for child in group:
            end = (ends[child.key], at[child.key][1] - HALF)
            lines.append(
                Line(part="child", points=((joint, height), end), sort=child.sort, to=child.key)
            )
    return lines


def _twins(children: Sequence[Child], family: Family) -> list[list[Child]]:
    """
    Put together those born to one union on one day: their lines start from one point.
    """
    born = {one.key: one.born_exactly for one in family.members}
    groups: list[list[Child]] = []
    for child in children:
        day = born.get(child.key)
        twin = next(
            (
                group
                for group in groups
                if day is not None
                and born.get(group[0].key) == day
                and group[0].sort == child.sort == "birth"
            ),
            None,
        )
        if twin is not None:
            twin.append(child)
        else:
            groups.append([child])
    return groups


_TWO, _BENT = 2, 8.0
