"""Whose visit it was: of the agency that leads the child, or of another that works with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.timescale import LEAD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from escalation.timescale import Timescale
    from events.recorded_event import RecordedEvent
    from projections.chronology.entry import Entry

LEADS = "social_worker"
"""The answer to whose visit it was by which it counts, whichever agency recorded it."""


class Whose:
    """
    Tells visits of a child's own social worker from those of others.

    A visit says whose it was. One that does not is taken for a visit of the agency that recorded
    it, and counts where that agency led the child's work on the day, or nobody did. An import names
    no lead practitioner, and nothing that it left out is held against it.

    Args:
        events: All of a child's record, in the order of the log.
    """

    def __init__(self, events: Sequence[RecordedEvent]) -> None:
        self._changes = [
            (event.occurred.first, event.content)
            for event in events
            if event.kind == "allocation"
            and event.origin is None
            and event.content.get("role") == "lead"
        ]

    def counting(self, entries: Sequence[Entry], timescale: Timescale) -> Sequence[Entry]:
        """
        Return those entries that may start or satisfy the clocks of a row.
        """
        if timescale.whose != LEAD:
            return entries
        return [entry for entry in entries if entry.kind != "visit" or self._counts(entry)]

    def _counts(self, entry: Entry) -> bool:
        said = entry.answer("visitor")
        if said:
            return said == LEADS
        if entry.event.origin is not None:
            return True
        leading = self._leading(entry.occurred.first, entry.occurred.last)
        return not leading or entry.agency in leading

    def _leading(self, first: date, last: date) -> frozenset[str]:
        """
        Return the agencies that led on any of these days: where one takes over, both did.
        """
        leads: dict[str, str] = {}
        found: set[str] = set()
        for day, said in self._changes:
            if day > last:
                continue
            worker, agency = str(said.get("worker")), str(said.get("agency") or "")
            if said.get("change") == "ends":
                leads.pop(worker, None)
                if day >= first and agency:
                    found.add(agency)
            elif agency:
                leads[worker] = agency
        return frozenset(found | set(leads.values()))
