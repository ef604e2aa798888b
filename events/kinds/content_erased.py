"""
What an entry or record said was made unreadable on a legal basis; that it was there stays.

Source: UK GDPR, article 17; local retention schedules. Erasing is never automatic.
"""

from __future__ import annotations

from events.fields import entries, practitioner, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import cites, line, says


class ContentErased(Fields):
    """
    What, on which basis, and who approved it.
    """

    entries = entries("Which entries?", hint="Leave empty for the whole record.")
    basis = text("On which legal basis?", required=True)
    reason = text("Why?", required=True, long=True)
    approved_by = practitioner("Who approved it?", required=True)
    reference = text("Reference of the decision", limit=100)


def sentence(content: Content) -> str:
    """
    Say that content was erased, on which basis.
    """
    return line(
        cites(content, "entries", "Erased: content of {}") or "Content of the record erased.",
        says(content, "basis", "Legal basis: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "approved_by", "Approved by {}"),
    )


KIND = EventKind(
    label="Content erased",
    group=Group.RECORD,
    content=ContentErased,
    sentence=sentence,
    by=By.ACTION,
)
