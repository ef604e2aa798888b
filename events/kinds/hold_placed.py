"""
A record must be kept whatever its period says, for an inquiry, a court or a claim.

Source: local retention schedules; the duty to keep for an inquiry comes before every period
(Merton, 2023). A hold is placed and lifted by people, with a reason.
"""

from __future__ import annotations

from events.fields import text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import line, says


class HoldPlaced(Fields):
    """
    Who orders it, and why.
    """

    ordered_by = text("Who orders it?", required=True)
    reason = text("Why?", required=True, long=True)
    reference = text("Reference", limit=100)


def sentence(content: Content) -> str:
    """
    Say that the record is held, by whose order and why.
    """
    return line(
        says(content, "ordered_by", "The record is held for {}") or "The record is held.",
        says(content, "reason", "Reason: {}"),
        says(content, "reference", "Reference: {}"),
    )


KIND = EventKind(
    label="Hold placed",
    group=Group.RECORD,
    content=HoldPlaced,
    sentence=sentence,
    by=By.ACTION,
)
