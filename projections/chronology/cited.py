"""Which entries questions, plans and reviews rest on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent

# A change of an entry says something about it and rests nothing on it.
_OF_THE_ENTRY = frozenset(
    {"entry_corrected", "entry_struck_out", "significance_changed", "entry_brought_over"}
)
_CITING = ("evidence", "evidence_of_change", "cites", "entries", "entry")


def cited(events: Iterable[RecordedEvent]) -> frozenset[str]:
    """
    Return the numbers of the entries that other events cite.
    """
    return frozenset(
        str(number)
        for event in events
        if event.kind not in _OF_THE_ENTRY
        for name in _CITING
        for number in _many(event.content.get(name))
    )


def _many(value: object) -> Iterable[object]:
    if isinstance(value, list):
        return value
    return (value,) if value else ()
