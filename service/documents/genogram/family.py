"""A family as it is drawn: people, unions with their children, and what was noted instead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Sex = Literal["male", "female", ""]
State = Literal["person", "pregnancy", "not recorded", "withheld"]
Sort = Literal["birth", "adoptive", "foster", "not said"]
Bond = Literal["married", "partners", "not said"]
Quality = Literal["violence", "conflict", "close", "distant", "cut off"]
Lives = Literal["", "yes", "possibly"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """
    One symbol of the picture.

    Args:
        sex: As recorded, or as a word such as "mother" says; "" where neither does.
        sex_by: ``recorded``, ``relation``, or "" where it is not known.
        born: The first day that the date of birth can mean, for the order of a sibship.
        born_exactly: The day of birth, where it is known to the day.
        age: Very short, for the inside of the symbol.
        years: Years of birth and death, for below it.
        to_child: What they are to the child, in the record's own words.
        lives: Whether they live with the child on the day.
        row: The generation that their relation alone says: 0 the child's, -1 the parents'.
    """

    key: str
    name: str
    sex: Sex = ""
    sex_by: str = ""
    state: State = "person"
    index: bool = False
    described: bool = False
    born: date | None = None
    born_exactly: date | None = None
    age: str = ""
    years: str = ""
    dates: str = ""
    died: bool = False
    to_child: str = ""
    lives: Lives = ""
    row: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Child:
    """
    One child of a union, and how it is theirs.
    """

    key: str
    sort: Sort = "birth"


@dataclass(frozen=True, kw_only=True, slots=True)
class Union:
    """
    Two people who are or were a couple or have children together; with nobody, a sibship alone.

    Args:
        bond: What the record says that they are; ``not said`` where only children join them.
        ended: It is over: one stroke through its line.
        divorced: The record says that it ended by divorce: two strokes.
        order: Its place in the order in which unions began.
        period: From when to when, in words.
    """

    key: str
    partners: tuple[str, ...]
    children: tuple[Child, ...] = ()
    bond: Bond = "not said"
    ended: bool = False
    divorced: bool = False
    order: tuple[int, str] = (0, "")
    period: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Between:
    """
    What an entry records of how two people are with one another.

    Args:
        entries: The numbers of the entries that say so.
    """

    one: str
    other: str
    quality: Quality
    entries: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Family:
    """
    All that one picture draws.

    Args:
        on: The day as at which it is drawn.
        notes: What the record says and no drawing can hold, each a sentence.
    """

    members: tuple[Member, ...]
    unions: tuple[Union, ...]
    between: tuple[Between, ...]
    notes: tuple[str, ...]
    on: date
    as_known_at: date | None = None

    @property
    def index(self) -> Member | None:
        """
        The child whose record this is.
        """
        return next((one for one in self.members if one.index), None)

    def member(self, key: str) -> Member:
        """
        Return one of its members.
        """
        return self.by_key[key]

    @cached_property
    def by_key(self) -> Mapping[str, Member]:
        """
        Everybody by their key.
        """
        return {one.key: one for one in self.members}

    @cached_property
    def outer(self) -> Mapping[str, str]:
        """
        For each union the partner beside whom its children hang: the one with fewer unions.
        """
        several: dict[str, int] = {}
        for union in self.unions:
            for partner in union.partners:
                several[partner] = several.get(partner, 0) + 1
        return {
            union.key: min(union.partners, key=lambda one: (several[one], one))
            for union in self.unions
            if union.partners
        }
