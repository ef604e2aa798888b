"""
In which order people stand in their generation, so that as few lines as possible cross.

Families are walked outwards from the parent of the child who had most unions: the unions in order
of start, the children of each beneath it, each partner's own brothers and sisters on the far side.
What can be chosen in that walk is tried against the drawing itself where lines still cross.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from service.documents.genogram.family import Family, Union


@dataclass(kw_only=True)
class _Walk:
    family: Family
    choices: Mapping[str, int]
    of: dict[str, list[Union]] = field(default_factory=dict)
    into: dict[str, list[Union]] = field(default_factory=dict)
    done: dict[str, None] = field(default_factory=dict)
    unions: set[str] = field(default_factory=set)

    def put(self, key: str) -> None:
        self.done.setdefault(key)

    def choice(self, key: str, several: int) -> int:
        return self.choices.get(key, 0) % several

    def waiting(self, person: str) -> list[Union]:
        return [u for u in self.of.get(person, ()) if u.key not in self.unions]


def choosable(family: Family) -> dict[str, int]:
    """
    Return what can be chosen without a loss of meaning, with how many ways there are for each.
    """
    found: dict[str, int] = {}
    unions: dict[str, int] = {}
    for union in family.unions:
        if any(child.sort in {"foster", "adoptive"} for child in union.children):
            found[f"front {union.key}"] = 2
        for partner in union.partners:
            unions[partner] = unions.get(partner, 0) + 1
    children = {child.key for union in family.unions for child in union.children}
    for person, several in unions.items():
        if several > 1 or person in children:
            # Where the kin stand and where the unions do is chosen together: neither alone helps.
            found[f"stand {person}"] = (several + 1) * len(_turns(several)) * _KIN
    return found


def ordered(family: Family, choices: Mapping[str, int]) -> tuple[str, ...]:
    """
    Return everybody from left to right; the order within a generation is what counts of it.
    """
    walk = _Walk(family=family, choices=choices)
    for union in family.unions:
        for partner in union.partners:
            walk.of.setdefault(partner, []).append(union)
        for child in union.children:
            walk.into.setdefault(child.key, []).append(union)
    for union in family.unions:
        if walk.choice(f"front {union.key}", 2):
            for partner in union.partners:
                walk.put(partner)
    starts = [one.key for one in family.members if one.index]
    starts += [one.key for one in family.members if one.lives and not one.index]
    starts += [one.key for one in family.members]
    for start in starts:
        if start not in walk.done:
            _from(walk, start)
    return tuple(walk.done)


def _from(walk: _Walk, start: str) -> None:
    """
    Walk all that hangs together with somebody, from the parent of theirs with most unions.
    """
    home = next((u for u in walk.into.get(start, ()) if u.key not in walk.unions), None)
    if home is None:
        _hub(walk, start)
    elif not home.partners:
        walk.unions.add(home.key)
        _each(walk, home)
    else:
        known = {one.key: one.state != "not recorded" for one in walk.family.members}
        hub = max(
            home.partners,
            key=lambda one: (known.get(one, False), len(walk.of.get(one, ())), one in walk.into),
        )
        _hub(walk, hub)
    _each_of(walk, [start])


def _hub(walk: _Walk, person: str) -> None:
    """
    Walk somebody with the unions and the kin on both sides.
    """
    unions = walk.waiting(person)
    left, right = _parted(walk, person, unions)
    walk.unions |= {u.key for u in unions}
    home = next((u for u in walk.into.get(person, ()) if u.key not in walk.unions), None)
    before, after = _brothers(walk, person, home, [len(left), len(right)])
    if home is not None:
        walk.unions.add(home.key)
        _grandparents(walk, home)
    _each_of(walk, before)
    for union in left:
        _partner(walk, union, person, side=-1)
        _each(walk, union)
    walk.put(person)
    for union in right:
        _each(walk, union)
        _partner(walk, union, person, side=1)
    _each_of(walk, after)


def _grandparents(walk: _Walk, home: Union) -> None:
    """
    Walk the parents of somebody, each with their own unions and kin on their own side.
    """
    sides = _sides(walk, home)
    if sides:
        _beyond(walk, sides[0], side=-1)
        walk.put(sides[0])
    for one in sides[1:]:
        walk.put(one)
        _beyond(walk, one, side=1)


def _beyond(walk: _Walk, person: str, *, side: int) -> None:
    """
    Walk what lies beyond somebody on one side: further unions, then the family born into.
    """
    unions = walk.waiting(person)
    walk.unions |= {u.key for u in unions}
    if side < 0:
        _kin(walk, person, side=side)
    for union in unions:
        if side < 0:
            _partner(walk, union, person, side=side)
            _each(walk, union)
        else:
            _each(walk, union)
            _partner(walk, union, person, side=side)
    if side > 0:
        _kin(walk, person, side=side)


def _kin(walk: _Walk, person: str, *, side: int) -> None:
    for union in walk.into.get(person, ()):
        if union.key in walk.unions:
            continue
        walk.unions.add(union.key)
        _grandparents(walk, union)
        siblings = [c.key for c in union.children if c.key != person]
        place = next((n for n, c in enumerate(union.children) if c.key == person), 0)
        if walk.choice(f"stand {person}", _KIN) == 1:
            siblings = siblings[:place] if side < 0 else siblings[place:]
        _each_of(walk, siblings)


def _partner(walk: _Walk, union: Union, person: str, *, side: int) -> None:
    partner = next((one for one in union.partners if one != person), None)
    if partner is None or partner in walk.done:
        return
    if side < 0:
        _beyond(walk, partner, side=side)
        walk.put(partner)
    else:
        walk.put(partner)
        _beyond(walk, partner, side=side)


def _each(walk: _Walk, union: Union) -> None:
    _each_of(walk, [child.key for child in union.children])


def _each_of(walk: _Walk, people: Iterable[str]) -> None:
    """
    Walk brothers and sisters with their unions and children, each in the middle of theirs.
    """
    for person in people:
        if person in walk.done:
            continue
        unions = walk.waiting(person)
        left, right = _parted(walk, person, unions)
        walk.unions |= {u.key for u in unions}
        for union in left:
            _partner(walk, union, person, side=-1)
            _each(walk, union)
        walk.put(person)
        for union in right:
            _each(walk, union)
            _partner(walk, union, person, side=1)


def _parted(walk: _Walk, person: str, unions: Sequence[Union]) -> tuple[list[Union], list[Union]]:
    """
    Return somebody's unions to the left and to the right, the earliest first unless chosen else.
    """
    usual = len(unions) // 2
    if len(unions) == 1:
        # By convention the man stands left; whoever is not recorded stands outside.
        sex = walk.family.member(person).sex
        usual = 1 if sex == "female" else 0
    turns = _turns(len(unions))
    chosen = walk.choices.get(f"stand {person}", 0) // _KIN % ((len(unions) + 1) * len(turns))
    turn, more = divmod(chosen, len(unions) + 1)
    pivot = (usual + more) % (len(unions) + 1)
    inturn = [unions[n] for n in turns[turn]]
    return inturn[:pivot], inturn[pivot:]


@cache
def _turns(several: int) -> tuple[tuple[int, ...], ...]:
    """
    Return the orders in which so many unions may stand, the order of their start first.
    """
    if several <= _FEW:
        return tuple(permutations(range(several)))
    return tuple((*range(n, several), *range(n)) for n in range(several))


def _brothers(
    walk: _Walk, person: str, home: Union | None, unions: Sequence[int]
) -> tuple[list[str], list[str]]:
    """
    Return the brothers and sisters who stand left and right of somebody and their partners.
    """
    if home is None:
        return [], []
    siblings = [c.key for c in home.children if c.key != person]
    place = next((n for n, c in enumerate(home.children) if c.key == person), 0)
    free = 1 if not unions[0] else 2 if not unions[1] else 0
    usual = {0: "both", 1: "left", 2: "right"}[free]
    ways = [usual, *(way for way in ("both", "left", "right") if way != usual)]
    match ways[walk.choice(f"stand {person}", _KIN)]:
        case "left":
            return siblings, []
        case "right":
            return [], siblings
        case _:
            return siblings[:place], siblings[place:]


def _sides(walk: _Walk, union: Union) -> list[str]:
    order = {"male": 0, "": 1, "female": 2}
    return sorted(union.partners, key=lambda one: (order[walk.family.member(one).sex], one))


_FEW, _KIN = 3, 3
