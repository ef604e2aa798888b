"""What a decision or an assessment rests on: only what cites an entry answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projections.chronology.entry import Entry

CITING = {
    "management_decision": "rests_on",
    "referral_decision": "rests_on",
    "section_47_enquiry_concluded": "rests_on",
    "strategy_discussion": "about",
    "assessment_completed": "cites",
    "assessment_reviewed": "cites",
}
"""The kinds that decide or weigh, and the field in which each names what it rests on."""

WEIGHING = ("assessment_completed", "assessment_reviewed")
"""The kinds that weigh what they cite."""


def cited(entry: Entry) -> frozenset[str]:
    """
    Return the numbers of the entries that a decision or assessment rests on.
    """
    return frozenset(str(number) for number in entry.content.get(CITING[entry.kind]) or ())
