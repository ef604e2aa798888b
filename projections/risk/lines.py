"""The entries that rules look at: each choice among them is made once, and kept as lines come."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from projections.risk.same_day import came_before, place_for_rules
from projections.risk.window import within

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
        if self.of is Of.OWN and child not in entry.children:
            return False
        return self.such is None or self.such(entry)


class Entries(tuple["Entry", ...]):  # noqa: SLOT001 - keeps what was looked for once
    """
    Entries in the order in which they happened, of which a few lately are found without looking at
    all the others.
    """

    def lately(self, on: date, *, days: int) -> tuple[Entry, ...]:
        """
        Return those in the window of so many days that ends with ``on``, as ``within`` tells it.

        Only those are held against the day that come next into the window or out of it.
        """
        day = date.fromordinal(date.toordinal(on))
        begun = bisect_right(self, day - timedelta(days=days), key=_first)
        ended = bisect_right(self, day, key=_first)
        roughly = [
            (at, entry) for at, entry in self._rough if within(entry.occurred, on, days=days)
        ]
        exact = next((one for one in self[begun:ended] if _to_a_day(one)), None)
        upcoming = next((one for one in self[ended:] if _to_a_day(one)), None)
        for turning in (exact, upcoming):
            if turning is not None:
                within(turning.occurred, on, days=days)
        if not self._rough:
            return self[begun:ended]
        inside = [
            (at, entry) for at, entry in enumerate(self[begun:ended], begun) if _to_a_day(entry)
        ]
        return tuple(entry for _, entry in sorted((*roughly, *inside), key=itemgetter(0)))

    @cached_property
    def _rough(self) -> tuple[tuple[int, Entry], ...]:
        return tuple((at, one) for at, one in enumerate(self) if not _to_a_day(one))

    @cached_property
    def by_latest(self) -> tuple[Entry, ...]:
        """
        The same, in the order of the latest reading of each.
        """
        return tuple(sorted(self, key=_last))

    @property
    def latest(self) -> Entry | None:
        """
        The last of them, by the latest reading of each; None where there is none.
        """
        return self.by_latest[-1] if self else None

    @cached_property
    def of_last_day(self) -> tuple[Entry, ...]:
        """
        The last of them, by the latest reading of each, and all others of its day that no time puts
        before it: nobody can tell which of these was the last, and the order in which they were
        recorded says nothing of it.
        """
        return self.last(1)

    def last(self, number: int) -> tuple[Entry, ...]:
        """
        Return the last so many, by the latest reading of each, and all others of the day of the
        first of them, but for those that surely came before as many.
        """
        if len(self) <= number:
            return self.by_latest
        day = self.by_latest[-number].occurred.last
        found = self.after(day - timedelta(days=1))
        return tuple(
            one
            for one in found
            if one.occurred.last > day or sum(came_before(one, other) for other in found) < number
        )

    def after(self, day: date) -> tuple[Entry, ...]:
        """
        Return those of which the latest reading is after a day, in the order of that.
        """
        return self.by_latest[bisect_right(self.by_latest, day, key=_last) :]


def _first(entry: Entry) -> date:
    return entry.occurred.first


def _last(entry: Entry) -> date:
    return entry.occurred.last


def _to_a_day(entry: Entry) -> bool:
    return entry.occurred.first == entry.occurred.last


class Lines:
    """
    The entries of a history, in the order in which they happened.

    Args:
        every: Those that stand.
    """

    def __init__(self, every: tuple[Entry, ...], child: UUID) -> None:
        self.every = every
        self._child = child
        self._chosen: dict[Choice, Entries] = {}
        self._choices: dict[str | None, list[Choice]] = {}
        self.touched: frozenset[Choice] = frozenset()
        """Of the choices made before these lines grew, those that read otherwise now."""

    def chosen(self, choice: Choice) -> Entries:
        """
        Return the entries that a choice means; looked for once.
        """
        found = self._chosen.get(choice)
        if found is None:
            if choice.such is not None:
                # Whose they are is found once for all that judge them.
                whole = self.chosen(Choice(choice.of, choice.kinds))
                found = Entries(filter(choice.such, whole))
            else:
                among = self._among(choice.kinds)
                found = Entries(one for one in among if choice.fits(one, self._child))
            self._chosen[choice] = found
            for kind in choice.kinds or (None,):
                self._choices.setdefault(kind, []).append(choice)
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
        new._chosen = dict(self._chosen)
        kinds = {None, *(entry.kind for entry in (*gone, *came))}
        for choice in {one: None for kind in kinds for one in self._choices.get(kind, ())}:
            found = self._chosen[choice]
            less = [one for one in gone if choice.holds(one, self._child)]
            more = [one for one in came if choice.holds(one, self._child)]
            if less or more:
                touched.add(choice)
                new._chosen[choice] = Entries(_changed(found, less, more))
        new._choices = {kind: list(choices) for kind, choices in self._choices.items()}
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
        if len(some) <= 1:  # those of one kind are in their order
            return some[0] if some else ()
        return sorted((entry for of_kind in some for entry in of_kind), key=place_for_rules)


def _changed(
    found: tuple[Entry, ...], gone: Collection[Entry], came: Iterable[Entry]
) -> tuple[Entry, ...]:
    if gone:
        numbers = {entry.id for entry in gone}
        found = tuple(entry for entry in found if entry.id not in numbers)
    for entry in came:
        at = bisect_right(found, place_for_rules(entry), key=place_for_rules)
        found = (*found[:at], entry, *found[at:])
    return found
