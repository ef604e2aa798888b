"""The entries that rules look at: each choice among them is made once, and kept as lines come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from projections.chronology.chronology import inserted, place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from uuid import UUID

    from projections.chronology.entry import Entry


class Of(StrEnum):
    """
    Whose entries are meant.
    """

    ANY = "any"
    NEAR = "the child and the household"
    OWN = "recorded for the child"


@dataclass(frozen=True, slots=True)
class Choice:
    """
    Which of the entries are wanted.

    Args:
        kinds: Of these kinds; of all where none is named.
        such: Judges by the entry alone, and is the same function each time.
    """

    of: Of = Of.ANY
    kinds: tuple[str, ...] = ()
    such: Callable[[Entry], bool] | None = None

    def holds(self, entry: Entry, child: UUID) -> bool:
        """
        Tell whether an entry is one of them.
        """
        return (not self.kinds or entry.kind in self.kinds) and self.fits(entry, child)

    def fits(self, entry: Entry, child: UUID) -> bool:
        """
        Tell whether an entry of one of the kinds is one of them.
        """
        if self.of is not Of.ANY and entry.about == "history":
            return False
        if self.of is Of.OWN and child not in entry.people("child"):
            return False
        return self.such is None or self.such(entry)


class Lines:
    """
    The entries of a history, in the order in which they happened.

    Args:
        every: Those that stand.
    """

    def __init__(self, every: tuple[Entry, ...], child: UUID) -> None:
        self.every = every
        self._child = child
        self._chosen: dict[Choice, tuple[Entry, ...]] = {}
        self.touched: frozenset[Choice] = frozenset()
        """Of the choices made before these lines grew, those that read otherwise now."""

    def chosen(self, choice: Choice) -> tuple[Entry, ...]:
        """
        Return the entries that a choice means; looked for once.
        """
        found = self._chosen.get(choice)
        if found is None:
            among = self._among(choice.kinds)
            found = tuple([one for one in among if choice.fits(one, self._child)])
            self._chosen[choice] = found
        return found

    def changed(self, gone: Collection[Entry], came: Collection[Entry]) -> Lines:
        """
        Return the lines without some entries and with others; a choice that none of them touches
        is the very same as before.
        """
        new = Lines(_changed(self.every, gone, came), self._child)
        new.__dict__["_by_kind"] = dict(self._by_kind)
        for kind in {entry.kind for entry in (*gone, *came)}:
            new._by_kind[kind] = _changed(
                self._by_kind.get(kind, ()),
                [one for one in gone if one.kind == kind],
                [one for one in came if one.kind == kind],
            )
        touched = set()
        for choice, found in self._chosen.items():
            less = [one for one in gone if choice.holds(one, self._child)]
            more = [one for one in came if choice.holds(one, self._child)]
            if less or more:
                touched.add(choice)
            new._chosen[choice] = _changed(found, less, more)
        new.touched = frozenset(touched)
        return new

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.every:
            found.setdefault(entry.kind, []).append(entry)
        return {kind: tuple(entries) for kind, entries in found.items()}

    def _among(self, kinds: tuple[str, ...]) -> Iterable[Entry]:
        if not kinds:
            return self.every
        some = [self._by_kind[kind] for kind in set(kinds) if kind in self._by_kind]
        if len(some) < 2:  # noqa: PLR2004 - those of one kind are in their order
            return some[0] if some else ()
        return sorted((entry for of_kind in some for entry in of_kind), key=place)


def _changed(
    found: tuple[Entry, ...], gone: Collection[Entry], came: Iterable[Entry]
) -> tuple[Entry, ...]:
    if gone:
        numbers = {entry.id for entry in gone}
        found = tuple(entry for entry in found if entry.id not in numbers)
    for entry in came:
        found = inserted(found, entry)
    return found
