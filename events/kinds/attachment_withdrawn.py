"""
A file of an entry is given to no reader any more; that it was there, and why not now, stays.

Source: UK GDPR, articles 5(1)(d) and 18 (accuracy, restriction): a letter about another family is
put out of use at once, while erasing needs a legal basis and is decided by others.
"""

from __future__ import annotations

from events.fields import entry, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import cites, line, says


class AttachmentWithdrawn(Fields):
    """
    Which file of which entry, and why.
    """

    attachment = entry("Which entry added the file?", required=True)
    entry = entry("Which entry is it of?", required=True)
    reason = text("Why should nobody read it any more?", required=True, long=True)


def sentence(content: Content) -> str:
    """
    Say which file was withdrawn and why.
    """
    return line(
        cites(content, "attachment", "Withdrawn: the file added by {}"),
        cites(content, "entry", "To {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Attachment withdrawn",
    group=Group.RECORD,
    content=AttachmentWithdrawn,
    sentence=sentence,
    by=By.ACTION,
)
