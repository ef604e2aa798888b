"""In which order rules read entries of one day: never by which of them was recorded first."""

from __future__ import annotations

import json
from functools import total_ordering
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from projections.chronology.entry import Entry

Place: TypeAlias = "tuple[object, str, date, Words]"


def place_for_rules(entry: Entry) -> Place:
    """
    Return an entry's place among what happened, for rules.

    Of one time: by kind, by the day on which it was first known, and then by what it says, because
    nobody can tell which came first, and whoever brings a file in sorts its rows anyhow.
    """
    return entry.occurred.order, entry.kind, entry.known_from, Words(entry)


def came_before(one: Entry, other: Entry) -> bool:
    """
    Tell whether one came before another, by the latest reading of both: on an earlier day or, where
    both have a time, earlier on the same day.
    """
    if one.occurred.last != other.occurred.last:
        return one.occurred.last < other.occurred.last
    at, at_other = one.occurred.at, other.occurred.at
    return at is not None and at_other is not None and at < at_other


@total_ordering
class Words:
    """
    What an entry says, compared only where all else is alike.
    """

    __slots__ = ("_entry",)

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def __eq__(self, other: object) -> bool:
        """
        Tell whether it is the same entry.
        """
        return isinstance(other, Words) and self._entry.id == other._entry.id

    def __lt__(self, other: Words) -> bool:
        """
        Tell which of two comes first: always the same one of them.
        """
        return self._said() < other._said()

    def __hash__(self) -> int:
        """
        Return the entry's own.
        """
        return hash(self._entry.id)

    def _said(self) -> tuple[str, str, int]:
        entry = self._entry
        said = json.dumps(entry.content, sort_keys=True, default=str)
        named = " ".join(sorted(f"{one.role} {one.person}" for one in entry.event.subjects))
        return f"{entry.agency} {said}", named, entry.event.position
