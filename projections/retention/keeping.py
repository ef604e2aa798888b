"""
Until when a child's record is kept: every period that applies, and the longest of them.

A period that has ended does nothing by itself. Where anything is not known (the date of birth, what
an erased entry said), no day is given, so that nobody takes silence for leave to destroy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.retention.schedule import From
from projections.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from events.recorded_event import RecordedEvent
    from projections.retention.schedule import Period

PLACED, LIFTED = "hold_placed", "hold_lifted"
ERASED = "content_erased"
_ADULT = 18


@dataclass(frozen=True, kw_only=True, slots=True)
class Life:
    """
    What of a child's life periods count from.

    Args:
        born: The latest day that the date of birth can mean; None where it is not known.
        died: The day of death; None where the child is not known to have died.
    """

    born: date | None
    died: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """
    One period as it applies to a record.

    Args:
        until: The day on which it ends; None where the day it counts from is not known.
        because: The entries that bring the record under it.
    """

    period: Period
    until: date | None
    because: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """
    A duty to keep that comes before every period, while it stands.
    """

    number: str
    by: str
    since: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """
    Until when a record is kept, and why.

    Args:
        until: The day on which the longest period ends; None where that cannot be said.
        erased_under: The entry under which its content was erased already; "" where it was not.
    """

    periods: tuple[Counted, ...]
    holds: tuple[Hold, ...]
    until: date | None
    erased_under: str

    def ended(self, on: date) -> bool:
        """
        Whether every period is over and nothing holds it, so that people must decide.
        """
        over = self.until is not None and self.until <= on
        return over and not self.holds and not self.erased_under


def kept(
    child: UUID, events: Sequence[RecordedEvent], life: Life, periods: Iterable[Period]
) -> Kept:
    """
    Compute until when a child's record is kept, from every event that concerns the child.
    """
    own = [event for event in standing(events) if child in event.people()]
    told = [event for event in own if event.kind not in {PLACED, LIFTED, ERASED}]
    last = max((event.occurred.last for event in told), default=None)
    every = tuple(periods)
    counted = [
        _counted(period, found, life, last)
        for period in every
        if (found := [event for event in told if _applies(period, event)])
    ]
    if not counted:
        counted = [_counted(period, [], life, last) for period in every if period.otherwise]
    days = [one.until for one in counted]
    known = [day for day in days if day is not None]
    erased = [event.entry_id for event in own if event.kind == ERASED]
    return Kept(
        periods=tuple(counted),
        holds=holds(own),
        until=max(known) if known and len(known) == len(days) else None,
        erased_under=erased[-1] if erased else "",
    )


def holds(events: Iterable[RecordedEvent]) -> tuple[Hold, ...]:
    """
    Return the holds that stand.
    """
    every = tuple(events)
    lifted = {str(event.content.get("hold", "")) for event in every if event.kind == LIFTED}
    return tuple(
        Hold(
            number=event.entry_id,
            by=str(event.content.get("ordered_by", "")),
            since=event.occurred.first,
            reason=str(event.content.get("reason", "")),
        )
        for event in every
        if event.kind == PLACED and event.entry_id not in lifted
    )


def _applies(period: Period, event: RecordedEvent) -> bool:
    return any(
        event.kind == one.kind
        and all(_answers(event, field) & set(ok) for field, ok in one.where.items())
        for one in period.applies
    )


def _answers(event: RecordedEvent, field: str) -> set[str]:
    said = event.content.get(field)
    return set(said) if isinstance(said, list | tuple) else {str(said)}


def _counted(
    period: Period, found: Sequence[RecordedEvent], life: Life, last: date | None
) -> Counted:
    because = tuple(event.entry_id for event in found)
    born, died = life.born, life.died
    young = born is not None and died is not None and died < _after(born, _ADULT)
    if period.died_under_18_years and young and died is not None:
        until: date | None = _after(died, period.died_under_18_years)
    else:
        of_entry = max((event.occurred.last for event in found), default=None)
        start = {From.BIRTH: born, From.ENTRY: of_entry, From.LAST_CONTACT: last}
        day = start[period.counts_from]
        until = None if day is None else _after(day, period.years)
    return Counted(period=period, until=until, because=because)


def _after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # Born on 29 February: the later day, for nothing is to end too early.
        return day.replace(year=day.year + years, month=3, day=1)
