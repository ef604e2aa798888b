"""
A partnership gave a ladder another edition: who hears at each level, after how long, by what.

Source: Working Together to Safeguard Children (2023): safeguarding partners publish their own
arrangements; London Child Protection Procedures, 5th edition, 11.1.5.
"""

from __future__ import annotations

from events.fields import practitioner, text, texts
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import each, line, says


class LadderAdopted(Fields):
    """
    Which ladder, in which edition, and why; what runs under an older one stays under it.
    """

    ladder = text("Which ladder?", required=True, limit=100)
    version = text("In which edition?", required=True, limit=100)
    version_was = text("Which edition did it replace?", limit=20)
    body = text("The ladder itself", required=True, long=True)
    levels = texts("Its levels, in words")
    reason = text("Why?", required=True, long=True)
    decided_by = practitioner("Who decided?")


def sentence(content: Content) -> str:
    """
    Say which ladder, its levels, and why it was changed.
    """
    return line(
        says(content, "ladder", "Ladder adopted: {}"),
        says(content, "version", "Edition {}"),
        each(content, "levels", "Levels: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "decided_by", "Decided by {}"),
    )


KIND = EventKind(
    label="Ladder adopted",
    group=Group.RECORD,
    content=LadderAdopted,
    sentence=sentence,
    by=By.ACTION,
)
