"""How high each generation stands: its symbols, the words below them, the lines between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.documents.genogram.wrapped import LINE, words_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.documents.genogram.family import Between, Family, Union

HALF = 21.0
"""Half the height of a symbol."""
OVER, LANE, CORRIDOR = 11.0, 11.0, 22.0
CLEAR = 7.0
TOP = 26.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """
    One generation.

    Args:
        middle: The height of the middle of its symbols.
        over: For each union whose partners do not stand side by side, and for each line of quality
            between two who do not, the height of its line.
        words_end: Where the words below its symbols end.
        lanes: For each union that has children, the height of the line they hang from.
    """

    number: int
    keys: tuple[str, ...]
    middle: float
    over: Mapping[str, float]
    words_end: float
    lanes: Mapping[str, float]


def rows_of(
    family: Family, keys: Mapping[int, Sequence[str]], across: Mapping[str, float]
) -> tuple[tuple[Row, ...], float]:
    """
    Return the rows from top to bottom, and how high all of them are together.
    """
    rows: list[Row] = []
    y = TOP
    for number in sorted(keys):
        here = list(keys[number])
        place = {key: n for n, key in enumerate(here)}
        apart = [u for u in family.unions if _apart(u, place)]
        spans = {u.key: sorted(across[p] for p in u.partners) for u in apart}
        spans |= {
            between_key(n): sorted((across[one.one], across[one.other]))
            for n, one in enumerate(family.between)
            if one.one in place and one.other in place and not _neighbours(one, place)
        }
        above = _stacked({key: (span[0], span[1]) for key, span in spans.items()})
        # Clear of the household line, which runs close above the symbols.
        y += OVER * (max(above.values(), default=-1) + 1) + (CLEAR if above else 0)
        middle = y + HALF + 6
        over = {key: middle - HALF - 8 - CLEAR - OVER * level for key, level in above.items()}
        lines = max((len(words_below(family.member(key))) for key in here), default=1)
        words_end = middle + HALF + 6 + LINE * lines
        lanes = _lanes(family, here, place, across)
        y = words_end + CORRIDOR
        heights = {key: y + LANE * level for key, level in lanes.items()}
        y += LANE * (max(lanes.values(), default=-1) + 1) + (14 if lanes else 0)
        rows.append(
            Row(
                number=number,
                keys=tuple(here),
                middle=middle,
                over=over,
                words_end=words_end,
                lanes=heights,
            )
        )
    return tuple(rows), y


def between_key(number: int) -> str:
    """
    Return the name under which a line of quality has its height, by its place in the family's list.
    """
    return f"between {number}"


def _neighbours(one: Between, place: Mapping[str, int]) -> bool:
    return abs(place[one.one] - place[one.other]) == 1


def _apart(union: Union, place: Mapping[str, int]) -> bool:
    if len(union.partners) < _TWO or any(one not in place for one in union.partners):
        return False
    one, other = (place[key] for key in union.partners)
    return abs(one - other) > 1


def _stacked(spans: Mapping[str, tuple[float, float]]) -> dict[str, int]:
    """
    Put spans that overlap above one another, the shortest lowest.
    """
    level: dict[str, int] = {}
    for key, (low, high) in sorted(spans.items(), key=lambda one: (one[1][1] - one[1][0], one[0])):
        taken = {
            level[other]
            for other, (other_low, other_high) in spans.items()
            if other in level and other_low <= high and low <= other_high
        }
        level[key] = next(n for n in range(len(spans) + 1) if n not in taken)
    return level


def foot(
    union: Union,
    here: Sequence[str],
    place: Mapping[str, int],
    across: Mapping[str, float],
    family: Family,
) -> float | None:
    """
    Return where a union's line to its children goes down: between two people, never through one.

    None for a sibship without parents.
    """
    partners = sorted((p for p in union.partners if p in place), key=lambda one: place[one])
    if len(partners) < _TWO:
        return None
    first, last = (place[key] for key in partners)
    if last - first == 1:
        return (across[here[first]] + across[here[last]]) / 2
    # Beside the partner who stands outside, so that it is plain whose children they are.
    if family.outer[union.key] == partners[1]:
        return (across[here[last - 1]] + across[here[last]]) / 2 + 9
    return (across[here[first]] + across[here[first + 1]]) / 2 - 9


def _lanes(
    family: Family, here: Sequence[str], place: Mapping[str, int], across: Mapping[str, float]
) -> dict[str, int]:
    down: dict[str, float | None] = {}
    reach: dict[str, tuple[float, ...]] = {}
    for union in family.unions:
        children = [across[c.key] for c in union.children if c.key in across]
        if not children or not set(union.partners) <= set(across):
            continue
        if union.partners:
            if union.partners[0] not in place:
                continue
        elif not _above(union, here, family):
            continue
        down[union.key] = foot(union, here, place, across, family)
        reach[union.key] = tuple(children)
    return _levels(down, reach)


def _above(union: Union, here: Sequence[str], family: Family) -> bool:
    """
    Tell whether a sibship without parents hangs from the space below this row.
    """
    child = family.member(union.children[0].key).row
    return child is not None and any(family.member(key).row == child - 1 for key in here)


def _levels(
    down: Mapping[str, float | None], reach: Mapping[str, tuple[float, ...]]
) -> dict[str, int]:
    span = {
        key: (
            min([*xs, *([d] if (d := down[key]) is not None else [])]),
            max([*xs, *([d] if (d := down[key]) is not None else [])]),
        )
        for key, xs in reach.items()
    }
    waiting = list(reach)
    order: list[str] = []
    while waiting:
        # Upmost first: the one whose being above the others crosses them least.
        best = min(
            waiting,
            key=lambda key: (
                sum(_cost(key, other, down, reach, span) for other in waiting if other != key)
                - sum(_cost(other, key, down, reach, span) for other in waiting if other != key),
                span[key],
            ),
        )
        order.append(best)
        waiting.remove(best)
    level: dict[str, int] = {}
    for key in order:
        low, high = span[key]
        over = [
            level[other]
            for other in level
            if span[other][0] - 12 <= high and low <= span[other][1] + 12
        ]
        level[key] = max(over, default=-1) + 1
    return level


def _cost(
    upper: str,
    lower: str,
    down: Mapping[str, float | None],
    reach: Mapping[str, tuple[float, ...]],
    span: Mapping[str, tuple[float, float]],
) -> int:
    stem = down[lower]
    first, last = span[upper]
    through = 0 if stem is None else int(first < stem < last)
    low, high = span[lower]
    return through + sum(low < x < high for x in reach[upper])


_TWO = 2
