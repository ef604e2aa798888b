"""
What somebody owes, as a calendar reads it: numbers and dates, and nothing of any record.

Source: RFC 5545, 3.6.1 (events) and 3.8.2.4 (a day without a time).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projections.plans.planned_outcome import PlannedOutcome

PRODUCT = "-//Throughline//What is owed//EN"
READ_AGAIN = timedelta(hours=1)


def calendar_of(owed: Iterable[PlannedOutcome], address: str, now: datetime) -> bytes:
    """
    Return an iCalendar file with a day for each thing owed.

    Args:
        address: Where people reach the pages, and sign in to see what it is.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Throughline: what I owe")
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    for one in owed:
        if one.due is not None:
            calendar.add_component(_event(one, address, now))
    return bytes(calendar.to_ical())


def _event(one: PlannedOutcome, address: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.id}@throughline")
    event.add("dtstamp", now)
    # Moved, it is the same event at another time, and a calendar must see that it is newer.
    event.add("sequence", len(one.moves))
    event.add("summary", _summary(one))
    event.add("description", f"Sign in to see what it is: {address}/my-work")
    event.add("url", f"{address}/my-work")
    event.add("dtstart", one.due)
    if one.due is not None and not isinstance(one.due, datetime):
        event.add("dtend", one.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _summary(one: PlannedOutcome) -> str:
    row = f" ({one.practice_id})" if one.practice_id else ""
    late = "Overdue" if one.state == "overdue" else "Due"
    told = f", level {one.level} told" if one.level else ""
    return f"{late}: task {one.position}{row}{told}"
