"""Which entries questions, plans and reviews rest on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent

_CITING = ("evidence", "evidence_of_change", "cites", "entries", "entry")


def cited(events: Iterable[RecordedEvent]) -> frozenset[str]:
    """
    Return the numbers of the entries that other events cite.
    """
    return frozenset(
        str(number)
        for event in events
        for name in _CITING
        for number in _many(event.content.get(name))
    )


def _many(value: object) -> Iterable[object]:
    if isinstance(value, list):
        return value
    return (value,) if value else ()
