"""
A restriction ends; what it kept back is open again to those who may read the record.

Source: Department for Education, Information sharing (2024); local rules on restricted records.
"""

from __future__ import annotations

from events.fields import entry, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import cites, line, says


class AccessRestrictionLifted(Fields):
    """
    Which restriction, and why it is no longer needed.
    """

    restriction = entry("Which restriction?", required=True)
    entry = entry("On which entry?")
    reason = text("Why?", required=True, long=True)


def sentence(content: Content) -> str:
    """
    Say which restriction ended and why.
    """
    return line(
        cites(content, "restriction", "Restriction lifted: {}"),
        cites(content, "entry", "On {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Access restriction lifted",
    group=Group.RECORD,
    content=AccessRestrictionLifted,
    sentence=sentence,
    by=By.ACTION,
)
