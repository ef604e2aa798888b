"""What every row of the timescales reads of a record, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escalation.ends import Endings
from escalation.timescale import ANY
from escalation.whose import Whose
from projections.chronology.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from escalation.practice import Practice
    from escalation.working_days import Calendar
    from projections.chronology.chronology import Chronology


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """
    A record as every row reads it.

    Args:
        told: The chronology.
        on: The day it is read for.
        by_kind: Its entries by the stored name of their kind, and who was put in charge.
        placed: The same, each with its place among all by the earliest day it can have begun.
        endings: The deaths, closures and strike-outs that may end a clock.
        whose: Tells visits of the child's own social worker from those of others.
    """

    told: Chronology
    on: date
    calendar: Calendar
    by_kind: Mapping[str, Sequence[Entry]]
    placed: Mapping[str, Sequence[tuple[int, Entry]]]
    endings: Endings
    whose: Whose

    def of(self, kinds: frozenset[str]) -> list[Entry]:
        """
        Return the entries of these kinds in the order they began, or all of the chronology.
        """
        if ANY in kinds:
            return list(self.told.entries)
        found = [one for kind in kinds for one in self.placed.get(kind, ())]
        # No two have one place, so that no entry is held against another.
        return [entry for _, entry in sorted(found)]


def gathered(told: Chronology, on: date, practice: Practice) -> Gathered:
    """
    Gather what every row reads of a chronology on a day.
    """
    by_kind: dict[str, list[Entry]] = {}
    every = (*told.entries, *_allocations(told))
    for entry in every:
        by_kind.setdefault(entry.kind, []).append(entry)
    placed: dict[str, list[tuple[int, Entry]]] = {}
    # Put in order once: every row asks for some kinds of it.
    for place, entry in enumerate(sorted(every, key=_begun)):
        placed.setdefault(entry.kind, []).append((place, entry))
    return Gathered(
        told=told,
        on=on,
        calendar=practice.calendar,
        by_kind=by_kind,
        placed=placed,
        endings=told.record.once(Endings),
        whose=Whose(told.record.events),
    )


def _begun(entry: Entry) -> tuple[date, int]:
    return (entry.occurred.first, entry.event.position)


def _allocations(told: Chronology) -> Iterator[Entry]:
    """
    Yield who was put in charge of the child, and taken off: no line of the chronology.
    """
    for event in told.record.events:
        if event.kind == "allocation" and event.origin is None:
            yield Entry(event=event, content=event.content, occurred=event.occurred, about="child")
