"""Which entries a reader asks for, and how many each further choice would leave."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projections.chronology.entry import LATE_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from projections.chronology.entry import Entry

STATES = {
    "significant": "Marked significant",
    "routine": "Marked routine",
    "corrected": "Corrected",
    "struck out": "Struck out",
    "late": f"Learned more than {LATE_DAYS} days after",
    "uncertain": "Date not exact",
    "accounts": "Told by several, or may be",
    "history": "Somebody's past",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowing:
    """
    What a reader chose; nothing chosen leaves everything. Several of one sort widen, sorts narrow.

    Args:
        agencies: Who says so.
        kinds: Stored names of kinds.
        groups: Parts of practice.
        persons: Who is in it.
        states: Keys of ``STATES``.
        first: Only what can have happened on or after this day.
        last: Only what can have happened on or before this day.
        since: Only what happened or became known since the entry of this number; whoever selects
            finds ``numbers`` of it.
        numbers: Only these entries, as words or ``since`` found them; None where neither was asked.
    """

    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    persons: tuple[UUID, ...] = ()
    states: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    since: str = ""
    numbers: frozenset[str] | None = None

    def __bool__(self) -> bool:
        """
        Tell whether anything is chosen.
        """
        return self != Narrowing()

    def leaves(self, entry: Entry) -> bool:
        """
        Tell whether an entry is among what was chosen, on any reading of its date.
        """
        return (
            (not self.agencies or entry.agency in self.agencies)
            and (not self.kinds or entry.kind in self.kinds)
            and (not self.groups or str(entry.kind_declared.group) in self.groups)
            and (not self.persons or not set(self.persons).isdisjoint(entry.people()))
            and (not self.states or not states(entry).isdisjoint(self.states))
            and (self.first is None or entry.occurred.last >= self.first)
            and (self.last is None or entry.occurred.first <= self.last)
            and (self.numbers is None or entry.id in self.numbers)
        )


def narrowed(entries: Sequence[Entry], narrowing: Narrowing) -> tuple[Entry, ...]:
    """
    Keep the entries that were chosen, in their order.
    """
    if not narrowing:
        return tuple(entries)
    return tuple(entry for entry in entries if narrowing.leaves(entry))


def counts(entries: Iterable[Entry], narrowing: Narrowing) -> Mapping[str, Mapping[str, int]]:
    """
    Count what each choice would leave, beside all the other sorts of choice already made.

    Choices that would leave nothing are absent: a reader is not led to an empty page.
    """
    every = list(entries)
    n = narrowing
    return {
        "agencies": _each(every, replace(n, agencies=()), lambda entry: (entry.agency,)),
        "kinds": _each(every, replace(n, kinds=()), lambda entry: (entry.kind,)),
        "groups": _each(every, replace(n, groups=()), lambda e: (str(e.kind_declared.group),)),
        "persons": _each(every, replace(n, persons=()), lambda e: {str(p) for p in e.people()}),
        "states": _each(every, replace(n, states=()), states),
    }


def states(entry: Entry) -> frozenset[str]:
    """
    Return under which further choices an entry is found.
    """
    marked = entry.content.get("significance")
    found = {
        "significant": marked == "significant",
        "routine": marked == "routine",
        "corrected": entry.status == "corrected",
        "struck out": entry.status == "struck out",
        "late": entry.learned_late > 0,
        "uncertain": entry.occurred.precision not in {"day", "instant"},
        "accounts": bool(entry.differences),
        "history": entry.about == "history",
    }
    return frozenset(name for name, true in found.items() if true)


def _each(
    entries: Collection[Entry], others: Narrowing, of: Callable[[Entry], Iterable[str]]
) -> Mapping[str, int]:
    left = entries if not others else filter(others.leaves, entries)
    return Counter(one for entry in left for one in of(entry))
