"""
A record is no longer held for an inquiry, a court or a claim; its retention periods count again.

Source: local retention schedules. A hold is placed and lifted by people, with a reason.
"""

from __future__ import annotations

from events.fields import entry, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import cites, line, says


class HoldLifted(Fields):
    """
    Which hold, and why it is needed no longer.
    """

    hold = entry("Which hold?", required=True)
    reason = text("Why?", required=True, long=True)


def sentence(content: Content) -> str:
    """
    Say that the hold ended, and why.
    """
    return line(cites(content, "hold", "No longer held: {}"), says(content, "reason", "Reason: {}"))


KIND = EventKind(
    label="Hold lifted",
    group=Group.RECORD,
    content=HoldLifted,
    sentence=sentence,
    by=By.ACTION,
)
