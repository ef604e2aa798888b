"""
A partnership changed a setting, such as a window of a rule; old views replay under the old one.

Source: local practice is a setting and not law; Working Together to Safeguard Children (2023).
"""

from __future__ import annotations

from events.fields import practitioner, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import line, says


class SettingChanged(Fields):
    """
    Which, from what to what, why, and who decided.
    """

    setting = text("Which setting?", required=True, limit=200)
    was = text("What was it?", long=True)
    to = text("What is it now?", required=True, long=True)
    reason = text("Why?", required=True, long=True)
    decided_by = practitioner("Who decided?")
    source = text("On which publication or decision?")


def sentence(content: Content) -> str:
    """
    Say what was changed and why.
    """
    return line(
        says(content, "setting", "Setting changed: {}"),
        says(content, "was", "Was: {}"),
        says(content, "to", "Now: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "decided_by", "Decided by {}"),
    )


KIND = EventKind(
    label="Setting changed",
    group=Group.RECORD,
    content=SettingChanged,
    sentence=sentence,
    by=By.ACTION,
)
