"""Which entries tell of domestic abuse, as whatever they were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry

INCIDENT = "domestic_abuse_incident"

TELLING = (INCIDENT, "police_incident")
"""Its own kind, and police coming to it without anybody recording it as that."""


def of_violence(entry: Entry) -> bool:
    """
    Tell whether an entry of these kinds says that there was domestic abuse.
    """
    return entry.kind == INCIDENT or entry.answer("domestic_abuse") == "yes"


def each_once(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """
    Leave out where police came on the days of an incident that was recorded as one.
    """
    days = [one.occurred for one in entries if one.kind == INCIDENT]
    return tuple(
        one
        for one in entries
        if one.kind == INCIDENT
        or not any(
            day.first <= one.occurred.last and one.occurred.first <= day.last for day in days
        )
    )
