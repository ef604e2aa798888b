"""What a genogram shows, in words: everybody and every tie that is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.wording import listed
from projections.conference.wording import entries_cited
from service.documents.genogram.symbols import shape_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.documents.genogram.family import Family, Member, Quality, Sort, Union

HEADINGS = ("Who", "Drawn as", "Born and died", "Tied to", "Lives with the child")
_CHILD: dict[Sort, str] = {
    "birth": "child of {}",
    "adoptive": "adopted by {}",
    "foster": "fostered by {}",
    "not said": "brother, sister or child in the family of {}; which parents is not certain",
}
_QUALITY: dict[Quality, str] = {
    "close": "close to {}",
    "distant": "distant from {}",
    "conflict": "in conflict with {}",
    "cut off": "no contact with {}",
}
_LIVES = {"yes": "Yes", "possibly": "Possibly: not sure", "": ""}


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """
    One symbol of the picture as a row of text.

    Args:
        ties: One sentence a line that is drawn from this symbol.
    """

    key: str
    name: str
    drawn_as: str
    dates: str
    ties: tuple[str, ...]
    lives: str

    @property
    def cells(self) -> tuple[str, ...]:
        """
        The row under its headings.
        """
        return (self.name, self.drawn_as, self.dates, "\n".join(self.ties), self.lives)


def table_of(family: Family) -> tuple[Told, ...]:
    """
    Return everybody who is drawn, the child first, then by generation.
    """
    names = {one.key: _name(one, family) for one in family.members}
    ordered = sorted(
        family.members,
        key=lambda one: (not one.index, one.row if one.row is not None else 99, one.name, one.key),
    )
    return tuple(
        Told(
            key=one.key,
            name=names[one.key],
            drawn_as=shape_words(one),
            dates=one.dates,
            ties=tuple(dict.fromkeys(_ties(one, family, names))),
            lives="The child's own household" if one.index and one.lives else _LIVES[one.lives],
        )
        for one in ordered
    )


def _name(member: Member, family: Family) -> str:
    if member.state != "not recorded":
        return member.name
    children = [
        family.member(child.key).name
        for union in family.unions
        if member.key in union.partners
        for child in union.children
    ]
    return f"Other parent of {listed(children)}, not recorded"


def _ties(member: Member, family: Family, names: dict[str, str]) -> Iterator[str]:
    if member.to_child:
        yield f"to the child: {member.to_child}"
    for union in family.unions:
        if member.key in union.partners:
            yield from _as_partner(member, union, names)
        for child in union.children:
            if child.key == member.key:
                yield from _as_child(member, child.sort, union, names)
    yield from _qualities(member, family, names)


def _qualities(member: Member, family: Family, names: dict[str, str]) -> Iterator[str]:
    for between in family.between:
        cited = entries_cited(between.entries)
        if between.quality != "violence":
            if member.key in {between.one, between.other}:
                whom = between.other if between.one == member.key else between.one
                yield f"{_QUALITY[between.quality].format(names[whom])} ({cited})"
            continue
        if between.one == member.key:
            yield f"{between.quality} on record towards {names[between.other]} ({cited})"
        if between.other == member.key:
            yield f"{between.quality} on record from {names[between.one]} ({cited})"


def _as_partner(member: Member, union: Union, names: dict[str, str]) -> Iterator[str]:
    others = [names[one] for one in union.partners if one != member.key]
    whom = listed(others)
    state = "divorced" if union.divorced else "ended" if union.ended else ""
    match union.bond:
        case "not said":
            pass
        case bond:
            said = f"{'married to' if bond == 'married' else 'partner of'} {whom}"
            yield "; ".join(part for part in (said, state, union.period) if part)
    for child in union.children:
        said = {
            "birth": "parent of {}",
            "adoptive": "adoptive parent of {}",
            "foster": "foster carer of {}",
            "not said": "perhaps parent of {}",
        }[child.sort]
        yield said.format(names[child.key]) + (f", with {whom}" if whom else "")


def _as_child(member: Member, sort: Sort, union: Union, names: dict[str, str]) -> Iterator[str]:
    if union.partners:
        yield _CHILD[sort].format(listed([names[one] for one in union.partners]))
        return
    others = [names[child.key] for child in union.children if child.key != member.key]
    yield f"brother or sister of {listed(others)}"
