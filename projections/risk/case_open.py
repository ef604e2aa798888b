"""Whether a case is open on a day; rules ask it of the day that they are asked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from projections.chronology.entry import Entry
    from projections.risk.history import History
    from projections.risk.rule import Settings

OPEN_CASE = {"left_days": 92}
"""
Three months without social care after a decision of which an import does not say what it was; part
of the settings of every rule that asks whether a case is open.
"""


def case_open(history: History, on: date, settings: Settings) -> Entry | None:
    """
    Return the entry that opened the case which is open on a day; None where none is.
    """
    found = history.case(settings["left_days"])
    if found is None:
        return None
    closed = found.closed_from
    if closed is not None and on >= closed and not history.plan_in_force(on):
        return None
    return found.opened_by
