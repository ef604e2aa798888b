"""
Somebody proposes that what a record says be made unreadable; another person must agree.

Source: UK GDPR, article 17; local retention schedules. Erasing is never automatic, and a duty to
keep for an inquiry or a court comes first.
"""

from __future__ import annotations

from events.fields import person, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import line, says


class ErasureProposed(Fields):
    """
    Whose record, on which legal basis, and why now.
    """

    record = person("Whose record?", required=True)
    basis = text("On which legal basis?", required=True)
    reason = text("Why?", required=True, long=True)
    reference = text("Reference of the decision", limit=100)


def sentence(content: Content) -> str:
    """
    Say on which basis it is proposed; the record itself is named by its subject.
    """
    return line(
        "Proposed: the content of the record is erased.",
        says(content, "basis", "Legal basis: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "reference", "Reference: {}"),
    )


KIND = EventKind(
    label="Erasure proposed",
    group=Group.RECORD,
    content=ErasureProposed,
    sentence=sentence,
    by=By.ACTION,
)
