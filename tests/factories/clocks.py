"""A record in which one row of the table of timescales starts its clock, whatever the row asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from escalation.practice import ENGLAND
from escalation.started import started
from escalation.timescale import ANY, ENTRIES, Timescale, When
from projections.child_record import ChildRecord
from projections.chronology.chronology import chronology
from projections.plans.outcomes import judged
from tests.factories.events import (
    CHILD,
    PersonRegisteredFactory,
    RecordedEventFactory,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from events.recorded_event import RecordedEvent
    from projections.plans.planned_outcome import PlannedOutcome

ROWS = {name: row for name, row in ENGLAND.on(date(2026, 1, 1)).items() if row.opened_by == ENTRIES}
START = 50
"""The number of the entry that starts the clock."""
AHEAD = timedelta(days=250)
"""How far ahead a day lies from which a limit counts back."""


def entry(
    position: int, day: date, kind: str, where: Mapping[str, Any] | None = None, **more: Any
) -> RecordedEvent:
    """
    Return one invented entry that gives these answers.
    """
    content = {"fact": "Invented."} | {name: said[0] for name, said in (where or {}).items()}
    more["content"] = content | more.pop("content", {})
    kind = "visit" if kind == ANY else kind
    return RecordedEventFactory(position=position, day=day, kind=kind, **more)


def start_of(
    row: Timescale,
    day: date,
    start: When | None = None,
    position: int = START,
    **more: Any,
) -> RecordedEvent:
    """
    Return an entry that starts a row's clock on a day.
    """
    first = start or row.starts[0]
    content: dict[str, Any] = dict(more.pop("content", {}))
    if row.counts_back_from:
        content[row.counts_back_from] = (day + AHEAD).isoformat()
    if row.each:
        content[row.each] = ["Hospital"]
    content |= first.at_least
    # What also satisfies the one before it must be whole enough to do so.
    content |= {
        name: "Invented."
        for one in row.satisfied_by
        if row.once and one.kind == first.kind
        for name in one.filled
    }
    return entry(position, day, first.kind, first.where, content=content, **more)


def before(row: Timescale, day: date, start: When) -> tuple[RecordedEvent, ...]:
    """
    Return what must lie before the start: the period, and the earlier starts that do not count.
    """
    made: list[RecordedEvent] = []
    if row.during and start.kind not in {one.kind for one in row.during.begun_by}:
        begun = row.during.begun_by[0]
        months = 13 if row.after_months else 1
        at = day - timedelta(days=31 * months)
        made.append(entry(20, at, begun.kind, begun.where))
    earlier = [
        start_of(row, day - timedelta(days=20 + nth), position=30 + nth)
        for nth in range(1, row.nth_from)
    ]
    return (*made, *earlier)


@cache
def child_of(age: int | None, day: date, *, unborn: bool = False) -> RecordedEvent:
    """
    Return the child, of an age in years on a day, or not born yet.
    """
    if unborn:
        return PersonRegisteredFactory(
            position=1, person=CHILD, kind_of_person="unborn", date_of_birth=""
        )
    born = day - timedelta(days=int(365.25 * (age or 0)) + 100)
    return PersonRegisteredFactory(position=1, person=CHILD, date_of_birth=born.isoformat())


def clocks(
    row: Timescale,
    *events: RecordedEvent,
    on: date,
    day: date,
    at: datetime | None = None,
    start: When | None = None,
) -> list[PlannedOutcome]:
    """
    Return a row's clocks that the entry numbered ``START`` opened, as they stand.
    """
    only = replace(
        ENGLAND, rows=tuple(one for one in ENGLAND.rows if one.timescale.name == row.name)
    )
    child = child_of(sum(row.ages) // 2 if row.ages else None, day, unborn=row.unborn is True)
    around = before(row, day, start or row.starts[0])
    record = ChildRecord(child=CHILD, events=(child, *around, *events)).known_at(on)
    found = [one for one in started(chronology(record), on, only) if one.opened <= on]
    return [judged(one, on, at) for one in found if one.evidence == (str(START),)]
