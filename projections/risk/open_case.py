"""Which entry opened the case that is open still."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projections.chronology.entry import Entry

OPENING = (
    "referral",
    "assessment_begun",
    "assessment_completed",
    "strategy_discussion",
    "section_47_enquiry_begun",
    "conference_held",
    "plan_agreed",
    "closure",
)
"""The kinds that open a case, and the one that closes it."""


def case_opened_by(entries: Iterable[Entry]) -> Entry | None:
    """
    Return the first entry since the last closure; None where no case is open.

    Args:
        entries: Those of these kinds, in the order they happened.
    """
    opened = None
    for entry in entries:
        if entry.kind == "closure":
            opened = None
        elif opened is None:
            opened = entry
    return opened
