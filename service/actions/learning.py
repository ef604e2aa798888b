"""Works out which agencies have learned an entry by its being recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.recorded_event import SOMEBODY, Learned
from events.vocabulary import kind_called

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from events.occurred import Occurred


def learned(
    kind: str,
    content: Mapping[str, Any],
    *,
    agency: str,
    occurred: Occurred,
    on: date,
) -> tuple[Learned, ...]:
    """
    Return who learned it: the agency that records it, those that attended, and whom it was sent to.

    Being involved is not learning.

    Args:
        on: The day on which the recording agency learned it.
    """
    found = [Learned(agency=agency or SOMEBODY, first=on, last=on, how="recorded")]
    if kind_called(kind).attended:
        found += [
            Learned(agency=name, first=occurred.first, last=occurred.last, how="attended")
            for name in content.get("agencies_present", ())
            if name != agency
        ]
    sent_to = content.get("to")
    names = sent_to if isinstance(sent_to, list) else [sent_to]
    found += [
        Learned(agency=name, first=on, last=on, how="sent")
        for name in names
        if isinstance(name, str) and name and name != agency
    ]
    return tuple(found)
