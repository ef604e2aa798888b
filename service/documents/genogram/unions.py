"""Puts parents, brothers and sisters and partners together as unions with their children."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from events.dates_said import date_said
from service.documents.genogram.family import Child, Member, Sort, Union

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from events.occurred import Occurred
    from service.documents.genogram.read_claims import Claim

Bonds = dict["frozenset[UUID]", "list[Claim]"]


def unions_of(
    *,
    parents: Mapping[UUID, Mapping[UUID, Sort]],
    siblings: list[tuple[UUID, UUID]],
    bonds: Bonds,
    on: date,
    births: Mapping[UUID, Occurred | None],
) -> tuple[tuple[Union, ...], list[tuple[Member, Union]]]:
    """
    Return every union, and a symbol for each other parent whom the record does not name.

    Brothers and sisters of whom no parent is recorded are a union with no partners.
    """
    found: dict[tuple[str, ...], list[Child]] = {}
    for child, known in parents.items():
        for group in (("birth", "not said"), ("adoptive",), ("foster",)):
            sharing = {one: sort for one, sort in known.items() if sort in group}
            if not sharing:
                continue
            sort: Sort = "not said" if "not said" in sharing.values() else group[0]
            partners = tuple(sorted(str(one) for one in sharing))
            # More than two foster carers are each other's successors, not a couple.
            pairs = [partners] if len(partners) <= _TWO else [(one,) for one in partners]
            for pair in pairs:
                found.setdefault(pair, []).append(Child(key=str(child), sort=sort))
    alone = _joined_to_brothers(found, parents, siblings)
    for pair_ in bonds:
        found.setdefault(tuple(sorted(str(one) for one in pair_)), [])
    born = {str(who): day for who, day in births.items()}
    unions = [_union(key, children, bonds, on, born) for key, children in found.items()]
    unions += [
        Union(key=f"sibship {n}", partners=(), children=_by_birth(group, born))
        for n, group in enumerate(alone)
    ]
    more: list[tuple[Member, Union]] = []
    complete: list[Union] = []
    for union in unions:
        if len(union.partners) != 1:
            complete.append(union)
            continue
        unknown = Member(
            key=f"other parent {union.key}",
            name="Other parent not recorded",
            state="not recorded",
        )
        whole = replace(union, partners=(union.partners[0], unknown.key))
        more.append((unknown, whole))
        complete.append(whole)
    return tuple(sorted(complete, key=lambda one: (one.order, one.key))), more


def _joined_to_brothers(
    found: dict[tuple[str, ...], list[Child]],
    parents: Mapping[UUID, Mapping[UUID, Sort]],
    siblings: list[tuple[UUID, UUID]],
) -> list[list[Child]]:
    """
    Put each into the sibship of a brother or sister; return those of whom no parent is known.
    """
    with_parents = {str(who) for who, known in parents.items() if known}
    alone: list[dict[str, None]] = []
    for one, other in siblings:
        pair = (str(one), str(other))
        if pair[0] in with_parents and pair[1] in with_parents:
            continue
        known = next((who for who in pair if who in with_parents), None)
        if known is None:
            groups = [group for group in alone if set(group) & set(pair)]
            together = dict.fromkeys([*(who for group in groups for who in group), *pair])
            alone = [group for group in alone if group not in groups] + [together]
            continue
        new = pair[1] if known == pair[0] else pair[0]
        home = next(
            children
            for children in found.values()
            if any(child.key == known and child.sort != "foster" for child in children)
            or any(child.key == known for child in children)
        )
        if all(child.key != new for child in home):
            home.append(Child(key=new, sort="not said"))
    for group in alone:
        for children in found.values():
            joining = [c for c in children if c.key in group]
            if joining:
                children.extend(
                    Child(key=who, sort="not said")
                    for who in group
                    if all(c.key != who for c in children)
                )
                group.clear()
                break
    return [[Child(key=who) for who in group] for group in alone if group]


def _union(
    key: tuple[str, ...],
    children: list[Child],
    bonds: Bonds,
    on: date,
    born: Mapping[str, Occurred | None],
) -> Union:
    claims = next(
        (said for pair, said in bonds.items() if {str(one) for one in pair} == set(key)), []
    )
    union = Union(key="+".join(key), partners=key, children=_by_birth(children, born))
    days = [d.first for c in children if (d := born.get(c.key)) is not None]
    if claims:
        relations = [claim.relation for claim in claims if claim.relation is not None]
        starts = [claim.first for claim in claims if claim.first is not None]
        over = [claim for claim in claims if _is_over(claim, on)]
        ends = [claim.last for claim in over if claim.last is not None]
        days += starts
        married = any(one.bond == "married" for one in relations)
        union = replace(
            union,
            bond="married" if married else "partners",
            ended=bool(over),
            divorced=any(one.relation is not None and one.relation.divorced for one in over),
            period=_period(min(starts, default=None), max(ends, default=None)),
        )
    began = min(days).toordinal() if days else date.max.toordinal()
    return replace(union, order=(began, union.key))


def _is_over(claim: Claim, on: date) -> bool:
    """
    Tell whether a union was over on a day: by its date, or by its words where no date is given.
    """
    if claim.last is not None:
        return claim.over(on)
    return claim.relation is not None and claim.relation.ended


def _period(first: date | None, last: date | None) -> str:
    said = [f"from {date_said(first)}"] if first else []
    return " ".join([*said, *([f"until {date_said(last)}"] if last else [])])


def _by_birth(children: list[Child], born: Mapping[str, Occurred | None]) -> tuple[Child, ...]:
    unique = {child.key: child for child in reversed(children)}
    return tuple(
        sorted(
            unique.values(),
            key=lambda one: (
                (known.first if (known := born.get(one.key)) else date.max),
                one.key,
            ),
        )
    )


_TWO = 2
