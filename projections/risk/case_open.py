"""Whether a case is open on a day; rules ask it of the day that they are asked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from projections.chronology.entry import Entry
    from projections.risk.history import History


def case_open(history: History, on: date) -> Entry | None:
    """
    Return the entry that opened the case which is open on a day; None where none is.
    """
    found = history.case
    if found is None:
        return None
    closed = found.closed_from
    if closed is not None and on >= closed and not history.plan_in_force(on):
        return None
    return found.opened_by
