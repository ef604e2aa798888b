"""Whether a conference may have ended the plan that is taken to be in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from projections.chronology.entry import Entry
    from projections.risk.history import History

_SAID = " What a later conference decided is not in the import: it may have ended the plan."


def in_doubt(history: History, begun: Entry, on: date) -> str:
    """
    Return what a note says of a plan that stands because an import does not say what a conference
    decided about it; "" where nothing is in doubt.

    Args:
        begun: The entry by which the plan was made.
    """
    doubted = any(
        one.answer("decision") is None and begun.occurred.last < one.occurred.first <= on
        for one in history.near("conference_held")
    )
    return _SAID if doubted else ""
