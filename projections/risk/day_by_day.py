"""A child's record day by day, each day on what was known by then, with little folded twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from projections.chronology.growing import cited_in, grown
from projections.risk.history import History, history

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord
    from projections.chronology.growing import Cited


def day_by_day(
    record: ChildRecord, first: date | None = None, last: date | None = None
) -> Iterator[tuple[date, History]]:
    """
    Yield each day from the first learned entry to the child's death, else the newest entry.

    Of two days between which nothing was learned, the second has the very same history.

    Args:
        first: Begin on this day, where it is later.
        last: End on this day, whatever was learned last; the child's death ends it all the same.
    """
    whole = history(record)
    if not whole.told.entries:
        return
    # Only lines of the story start the clock: registering the family is not a day in it.
    learned = sorted({entry.known_from for entry in whole.told.entries})
    died = whole.child.died if whole.child else None
    end = died.last if died else last or learned[-1]
    end = min(end, last) if last else end
    begin = max(first or learned[0], learned[0])
    if begin > end:
        return
    fresh: dict[date, list[RecordedEvent]] = {}
    for event in record.events:
        fresh.setdefault(event.known_from, []).append(event)
    cited = cited_in(record)
    day, known = begin, history(record.known_at(begin))
    yield day, known
    while day < end:
        day += timedelta(days=1)
        if day in fresh:
            known = _next(known, record, day, fresh[day], cited)
        yield day, known


def _next(
    before: History, record: ChildRecord, day: date, new: list[RecordedEvent], cited: Cited
) -> History:
    if record.as_recorded:
        # Records that were linked read as one from that day on, and otherwise before it.
        limited = record.known_at(day)
    else:
        held = sorted((*before.told.record.events, *new), key=attrgetter("position"))
        limited = replace(before.told.record, events=tuple(held), as_known_at=day)
    return before.grown(grown(before.told, limited, new, cited), {event.kind for event in new})
