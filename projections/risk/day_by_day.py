"""A child's record day by day, each day on what was known by then, with little folded twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from projections.chronology.chronology import added
from projections.risk.history import History, history

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from events.recorded_event import RecordedEvent
    from projections.child_record import ChildRecord

_ABOUT_ENTRIES = frozenset(
    {
        "entry_corrected",
        "entry_struck_out",
        "entry_brought_over",
        "significance_changed",
        "accounts_linked",
        "accounts_unlinked",
    }
)


def day_by_day(record: ChildRecord) -> Iterator[tuple[date, History]]:
    """
    Yield each day from the first learned entry to the child's death, else the newest entry.

    Of two days between which nothing was learned, the second has the very same history.
    """
    whole = history(record)
    if not whole.told.entries:
        return
    # Only lines of the story start the clock: registering the family is not a day in it.
    learned = sorted({entry.known_from for entry in whole.told.entries})
    died = whole.child.died if whole.child else None
    last = died.last if died else learned[-1]
    fresh: dict[date, list[RecordedEvent]] = {}
    for event in record.events:
        fresh.setdefault(event.known_from, []).append(event)
    said_of = _said_of(record)
    day, known = learned[0], history(record.known_at(learned[0]))
    yield day, known
    while day < last:
        day += timedelta(days=1)
        if day in fresh:
            known = _next(known, record, day, fresh[day], said_of)
        yield day, known


def _next(
    before: History,
    record: ChildRecord,
    day: date,
    new: list[RecordedEvent],
    said_of: frozenset[str],
) -> History:
    # Where records were linked, or an entry is said to be corrected or one of several accounts,
    # more than the new lines may read otherwise.
    if not record.as_recorded and said_of.isdisjoint(event.entry_id for event in new):
        held = sorted((*before.told.record.events, *new), key=attrgetter("position"))
        known = replace(before.told.record, events=tuple(held), as_known_at=day)
        more = added(before.told, known, new)
        if more is not None:
            return before.grown(*more, {event.kind for event in new})
    return history(record.known_at(day))


def _said_of(record: ChildRecord) -> frozenset[str]:
    found = set(record.wrong_child)
    for event in record.events:
        if event.kind in _ABOUT_ENTRIES:
            found |= {
                str(event.content.get("entry", "")),
                *map(str, event.content.get("entries", ())),
            }
    return frozenset(found)
