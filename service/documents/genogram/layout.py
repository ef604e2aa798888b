"""Where every symbol and every line of a genogram lies; pure, and the same for the same family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from service.documents.genogram.crossings import Stroke, crossings
from service.documents.genogram.lines import Drawn, draw_lines
from service.documents.genogram.order import choosable, ordered
from service.documents.genogram.rows import Row, rows_of
from service.documents.genogram.spread import FINE, ROUGH, spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.documents.genogram.family import Family

TRIES = 250
"""How many arrangements are looked at before lines that still cross are left crossing."""
MARGIN = 70.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """
    A family laid out.

    Args:
        at: The middle of each person's symbol.
        rows: The generations from top to bottom.
        drawn: The lines of each union.
        crossings: How often lines of different unions cross.
        disorder: How many brothers and sisters, or partners of one person, stand out of order.
    """

    family: Family
    at: Mapping[str, tuple[float, float]]
    rows: tuple[Row, ...]
    drawn: tuple[Drawn, ...]
    width: float
    height: float
    crossings: int
    disorder: int
    choices: Mapping[str, int]

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """
        The pieces of all lines of all unions.
        """
        return tuple(stroke for one in self.drawn for stroke in one.strokes)


def laid_out(family: Family) -> Layout:
    """
    Lay a family out with as few crossings as the tries find, and its sibships by birth.

    Crossings count first; then brothers and sisters out of the order of their birth, and partners
    out of the order in which their unions began.
    """
    best = _laid_out(family, {}, sweeps=ROUGH)
    tries, better = 0, True
    while better and best.crossings and tries < TRIES:
        better = False
        for name, several in choosable(family).items():
            if not best.crossings:
                break
            standing = best
            for way in range(several):
                if standing.choices.get(name, 0) == way or tries >= TRIES:
                    continue
                tries += 1
                other = _laid_out(family, {**standing.choices, name: way}, sweeps=ROUGH)
                if _cost(other) < _cost(best):
                    best, better = other, True
    return _laid_out(family, best.choices, sweeps=FINE)


def _cost(layout: Layout) -> tuple[int, int, float]:
    return (layout.crossings, layout.disorder, layout.width)


def _laid_out(family: Family, choices: Mapping[str, int], *, sweeps: int) -> Layout:
    sequence = ordered(family, choices)
    known = [one for one in family.members if one.row is not None]
    lowest = max((one.row for one in known if one.row is not None), default=0)
    row_of = {one.key: one.row if one.row is not None else lowest + 1 for one in family.members}
    keys: dict[int, list[str]] = {}
    for key in sequence:
        keys.setdefault(row_of[key], []).append(key)
    across = spread(family, keys, sweeps=sweeps)
    rows, height = rows_of(family, keys, across)
    at = {key: (across[key] + MARGIN, row.middle) for row in rows for key in row.keys}
    drawn = draw_lines(family, rows, at)
    return Layout(
        family=family,
        at=at,
        rows=rows,
        drawn=drawn,
        width=max((x for x, _ in at.values()), default=0.0) + MARGIN,
        height=height,
        crossings=crossings([stroke for one in drawn for stroke in one.strokes]),
        disorder=_disorder(family, at),
        choices=choices,
    )


def _disorder(family: Family, at: Mapping[str, tuple[float, float]]) -> int:
    children = sum(
        at[before.key][0] > at[after.key][0]
        for union in family.unions
        for before, after in zip(union.children, union.children[1:], strict=False)
        if before.key in at and after.key in at
    )
    partners: dict[str, list[str]] = {}
    for union in family.unions:
        for one, other in permutations(union.partners, 2):
            partners.setdefault(one, []).append(other)
    return children + sum(
        at[before][0] > at[after][0]
        for several in partners.values()
        for before, after in pairwise(several)
    )


def widened(layout: Layout, least: float) -> Layout:
    """
    Return a layout that is at least so wide, with everything in its middle.
    """
    if layout.width >= least:
        return layout
    more = (least - layout.width) / 2
    return replace(
        layout,
        width=least,
        at={key: (x + more, y) for key, (x, y) in layout.at.items()},
        drawn=tuple(one.moved(more) for one in layout.drawn),
    )
