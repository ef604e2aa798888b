"""A timescale: what starts a clock, its limit, what satisfies it, who is asked, its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from escalation.limit import Limit
    from projections.plans.planned_outcome import Origin

PLAN = "plan"
"""Opens where the plan itself gives the date."""

ENTRIES = "entries"
"""Opens with each entry that starts it."""

RECORDING = "recording"
"""Opens, and is over, where an entry was recorded later than its limit after it was learned of."""

MATCHES = "matches"
"""Opens where two records may be of one person, and ends once somebody has decided."""

QUESTIONS = "questions"
"""Opens where the record raises a question that nobody has answered, and ends with its answer."""

ANY = "any"
"""Stands for every kind of entry that has the fields asked for."""

LEAD = "lead"
"""The agency of the child's lead practitioner."""

_Answers = Mapping[str, tuple[str, ...]]


def _nothing() -> _Answers:
    return MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """
    One kind of entry that starts a clock, stops it, or begins a period.

    Args:
        where: For each field the answers of which it must give one; what an import has no column
            for is no answer, and starts and stops nothing.
        unless: For each field the answers that it must not give.
        empty: Fields that were asked and left empty; an import without such a column starts
            nothing.
        at_least: For each field the number that its answer must reach.
        in_time: It ends a clock only while that is not late: what is late stays owed.
        imported: Only a row of an import does so: it has no column for what satisfies it.
    """

    kind: str
    where: _Answers = field(default_factory=_nothing)
    unless: _Answers = field(default_factory=_nothing)
    empty: tuple[str, ...] = ()
    at_least: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    in_time: bool = False
    imported: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Satisfies:
    """
    One kind of entry that satisfies a timescale.

    Args:
        filled: Fields that it must have filled; an import without such a column still satisfies.
        naming: A field that, where it names entries at all, must name the one that opened it.
        another: A field that must be answered otherwise than in the entry that opened it: another
            worker, and not the one who leaves.
        where: For each field the answers of which it must give one; an import without such a
            column still satisfies.
        each_of: For each field groups of answers, of each of which it must give one; an import
            without such a column still satisfies, and whoever records here has to say it.
        unless: For each field the answers that it must not give.
        imported: Only a row of an import satisfies so: it has no column for what people who record
            here are asked.
        unnamed_within_days: How soon after the opening what names nothing in ``naming`` still
            satisfies; None for however late.
    """

    kind: str
    filled: tuple[str, ...] = ()
    naming: str = ""
    another: str = ""
    where: _Answers = field(default_factory=_nothing)
    unless: _Answers = field(default_factory=_nothing)
    each_of: Mapping[str, tuple[tuple[str, ...], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    imported: bool = False
    unnamed_within_days: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """
    A stretch of a child's life, such as a plan in force, from what began it to what ended it.
    """

    begun_by: tuple[When, ...]
    ended_by: tuple[When, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Own:
    """
    Where a plan names an interval of its own: kind of entry, and its fields.
    """

    kind: str
    number: str
    unit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Timescale:
    """
    One statutory or procedural limit.

    Args:
        name: Its name, by which a rule's duty refers to it.
        practice_id: The row of the practice table that it implements.
        part: Which part of that row, where one entry starts several; "" for the only one.
        opened_by: The risk rule that opens it, ``plan``, ``entries``, ``recording`` or ``matches``.
        origin: What the outcomes that it opens are called.
        responsible: Who is asked first, in words; ``owner_role`` is how that person is found.
        edition: The version of the table that it stands in, under which a clock that started
            stays, and what it said.
        begins, ends: The days from and before which entries start it; None for always.
        starts: The entries that start it, where entries do.
        ended_by: The entries that end it without satisfying it.
        during: Only what lies in this period starts it, and the period's end ends it.
        after_months, until_months: Only from, or before, so many months into the period.
        nth_from, nth_to: Only from, or up to, the nth entry of the period that starts it.
        ages: The child's age in years, from and to, at which it counts.
        unborn: Whether the child must be unborn, or must not be; None where it does not matter.
        once: What would start it while it runs does not start another.
        related: It starts for every child of an adult whom the entry concerns, named in it or not.
        after_death: What happens after the child's death starts it too.
        counts_from: A field of the starting entry that holds the day or moment to count from.
        counts_back_from: A field of the starting entry that holds the day to count back from.
        known_late: The limit from the day of learning, where that day is past already.
        at_latest: How long before the day that it counts back from it is due all the same, where it
            was known late.
        own: Where a plan names an interval of its own, which counts instead.
        late_when: Entries by which it must have been done: it is due that day at the latest.
        not_before: How much time must have passed before anything satisfies it.
        looks_back: How long before its start what satisfies it may lie.
        each: A field of the starting entry that lists agencies, each of which owes one.
        whose: ``lead`` where only visits of the agency that leads the child start or satisfy it.
        silent: Nothing is owed while it is met in time; it opens on the day it is late.
        lapses: Nobody is late; when its time is over it is owed no more.
    """

    name: str
    practice_id: str
    opened_by: str
    desired: str
    limit: Limit
    satisfied_by: tuple[Satisfies, ...]
    responsible: str
    owner_role: str
    ladder: str
    source: str
    confirmed: bool
    edition: str
    part: str = ""
    origin: Origin = "timescale"
    risk: str = ""
    begins: date | None = None
    ends: date | None = None
    starts: tuple[When, ...] = ()
    ended_by: tuple[When, ...] = ()
    during: Period | None = None
    after_months: int = 0
    until_months: int = 0
    nth_from: int = 1
    nth_to: int = 0
    ages: tuple[int, int] | None = None
    unborn: bool | None = None
    once: bool = False
    related: bool = False
    after_death: bool = False
    counts_from: str = ""
    counts_back_from: str = ""
    known_late: Limit | None = None
    at_latest: Limit | None = None
    own: Own | None = None
    late_when: tuple[When, ...] = ()
    not_before: Limit | None = None
    looks_back: Limit | None = None
    each: str = ""
    whose: str = ""
    silent: bool = False
    lapses: bool = False
    kinds: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """
        Gather the kinds that it reads, so that nothing else need be looked at.
        """
        named = {one.kind for one in self.starts + self.ended_by + self.late_when}
        named |= {one.kind for one in self.satisfied_by}
        object.__setattr__(self, "kinds", frozenset(named))

    @property
    def key(self) -> str:
        """
        What the ids of the outcomes it opens are made from.
        """
        return f"{self.practice_id}/{self.part}" if self.part else self.practice_id
