"""Gives everybody in a row a place from left to right, near to whom they belong to."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.documents.genogram.family import Family

ROUGH, FINE = 8, 60
"""How often rows are gone through: to compare arrangements, and for the one that is drawn."""
NEAR, HALF = 118.0, 82.0
"""How far apart neighbours stand; nearer where one of them is nobody whom the record names."""
_FREE, _BESIDE, _KIN = 0.02, 0.4, 1.0

Wish = tuple[str, float, float]


def spread(
    family: Family, rows: Mapping[int, Sequence[str]], *, sweeps: int = FINE
) -> dict[str, float]:
    """
    Return where everybody stands: parents above their children, nobody nearer than words allow.

    Each row is placed as near as its order and the least distances allow to where it would stand
    by its parents and children; the sweeps go down and up.
    """
    small = {one.key for one in family.members if one.state == "not recorded"}
    steps: dict[int, list[float]] = {}
    x: dict[str, float] = {}
    for row, keys in rows.items():
        steps[row] = [
            HALF if before in small or after in small else NEAR for before, after in pairwise(keys)
        ]
        at = 0.0
        for key, step in zip(keys, [0.0, *steps[row]], strict=True):
            at += step
            x[key] = at
    place = {key: n for keys in rows.values() for n, key in enumerate(keys)}
    row_of = {key: row for row, keys in rows.items() for key in keys}
    down: dict[int, list[tuple[Sequence[str], Sequence[str]]]] = {row: [] for row in rows}
    up: dict[int, list[tuple[Sequence[str], Sequence[str]]]] = {row: [] for row in rows}
    beside: dict[str, str] = {}
    for union in family.unions:
        children = [c.key for c in union.children if c.key in x]
        partners = sorted((p for p in union.partners if p in x), key=lambda one: place[one])
        if beside_one_another(partners, place):
            beside.setdefault(partners[0], partners[1])
            beside.setdefault(partners[1], partners[0])
        if not children or not partners:
            continue
        if len(partners) == _TWO and not beside_one_another(partners, place):
            # The children hang beside the one who stands outside.
            partners = [family.outer[union.key]]
        if all(c.sort != "foster" for c in union.children):
            down[row_of[children[0]]].append((children, partners))
        up[row_of[partners[0]]].append((partners, children))
    order = sorted(rows)
    for n in range(sweeps):
        pulls = down if n % 2 == 0 else up
        for row in order if n % 2 == 0 else reversed(order):
            _place(rows[row], steps[row], pulls[row], beside, place, x)
    _aside(rows, down, up, x)
    least = min(x.values(), default=0.0)
    return {key: at - least for key, at in x.items()}


def _aside(
    rows: Mapping[int, Sequence[str]],
    down: Mapping[int, Sequence[object]],
    up: Mapping[int, Sequence[object]],
    x: dict[str, float],
) -> None:
    """
    Put rows that belong to nobody where the others begin.
    """
    tied = [x[key] for row, keys in rows.items() if down[row] or up[row] for key in keys]
    for row, keys in rows.items():
        if tied and not down[row] and not up[row]:
            shift = min(tied) - x[keys[0]]
            x.update({key: x[key] + shift for key in keys})


def beside_one_another(partners: Sequence[str], place: Mapping[str, int]) -> bool:
    """
    Tell whether two people stand side by side.
    """
    return len(partners) == _TWO and abs(place[partners[1]] - place[partners[0]]) == 1


def _place(
    keys: Sequence[str],
    steps: Sequence[float],
    pulls: Sequence[tuple[Sequence[str], Sequence[str]]],
    beside: Mapping[str, str],
    place: Mapping[str, int],
    x: dict[str, float],
) -> None:
    """
    Place one row by those whom it hangs from, or who hang from it.
    """
    wanted: dict[str, list[float]] = {}
    for moved, fixed in pulls:
        xs = [x[one] for one in fixed]
        centre = (min(xs) + max(xs)) / 2
        own = [x[one] for one in moved]
        middle = (min(own) + max(own)) / 2
        near = len(moved) == _TWO and abs(place[moved[0]] - place[moved[1]]) == 1
        for one in moved:
            if near and beside.get(one) in moved:
                aside = NEAR / 2 if place[one] > place[beside[one]] else -NEAR / 2
                wanted.setdefault(one, []).append(centre + aside)
            else:
                wanted.setdefault(one, []).append(centre + _TIGHT * (x[one] - middle))
    if not wanted:
        return
    targets: list[float] = []
    weights: list[float] = []
    for n, key in enumerate(keys):
        pull = wanted.get(key)
        if pull:
            target, weight = sum(pull) / len(pull), _KIN
        elif (partner := beside.get(key)) and (theirs := wanted.get(partner)):
            aside = NEAR if place[key] > place[partner] else -NEAR
            target, weight = sum(theirs) / len(theirs) + aside, _BESIDE
        else:
            target, weight = (targets[-1] + steps[n - 1] if n else _NOWHERE), _FREE
        targets.append(target)
        weights.append(weight)
    first = next(n for n, target in enumerate(targets) if target > _NOWHERE / 2)
    if first:
        back = [targets[first] - sum(steps[n:first]) for n in range(first)]
        targets[:first] = back
    x.update(zip(keys, _fitted(targets, weights, steps), strict=True))


def _fitted(
    wanted: Sequence[float], weight: Sequence[float], steps: Sequence[float]
) -> list[float]:
    """
    Return the places nearest to those wanted that keep the order and the least distances.

    Least squares under an order: neighbours who stand in each other's way are pooled.
    """
    offset = [0.0]
    for step in steps:
        offset.append(offset[-1] + step)
    pools: list[tuple[float, float, int]] = []
    for want, heavy, off in zip(wanted, weight, offset, strict=True):
        mean, mass, size = want - off, heavy, 1
        while pools and pools[-1][0] > mean:
            other, other_mass, other_size = pools.pop()
            mean = (other * other_mass + mean * mass) / (other_mass + mass)
            mass += other_mass
            size += other_size
        pools.append((mean, mass, size))
    placed = [mean for mean, _, size in pools for _ in range(size)]
    return [one + off for one, off in zip(placed, offset, strict=True)]


_TWO, _TIGHT = 2, 0.8
_NOWHERE = -1e9
