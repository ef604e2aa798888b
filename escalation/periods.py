"""The stretches of a child's life in which a clock can start, such as a plan in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escalation.answering import matches
from escalation.limit import months_after

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from escalation.timescale import Period, Timescale
    from projections.chronology.entry import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """
    One stretch, from the entry that began it to the one that ended it; None for neither yet.
    """

    begun: Entry
    ended: Entry | None = None

    def holds(self, entry: Entry) -> bool:
        """
        Tell whether an entry lies in it, on any reading of its date.
        """
        if entry.id == self.begun.id:
            return True
        if entry.occurred.last < self.begun.occurred.first:
            return False
        ended = self.ended
        return ended is None or (
            entry.id != ended.id and entry.occurred.first <= ended.occurred.last
        )


def stretches(period: Period, entries: Iterable[Entry]) -> tuple[Stretch, ...]:
    """
    Return the stretches that entries, in the order they happened, begin and end.
    """
    found: list[Stretch] = []
    begun: Entry | None = None
    for entry in entries:
        if not entry.stands:
            continue
        if begun is not None and matches(entry, period.ended_by):
            found.append(Stretch(begun=begun, ended=entry))
            begun = None
        elif begun is None and matches(entry, period.begun_by):
            begun = entry
    if begun is not None:
        found.append(Stretch(begun=begun))
    return tuple(found)


def reaches(timescale: Timescale, stretch: Stretch, day: date) -> bool:
    """
    Tell whether a day lies in the part of a stretch in which a timescale counts.
    """
    begun = stretch.begun.occurred.first
    if timescale.after_months and day < months_after(begun, timescale.after_months):
        return False
    return not timescale.until_months or day < months_after(begun, timescale.until_months)
