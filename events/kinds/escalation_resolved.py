"""
An escalation ended, and this is what ended it.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 8: it ends when somebody
has acted, not when somebody has read.
"""

from __future__ import annotations

from events.fields import entry, outcome, text, whole_number
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import cites, line, says


class EscalationResolved(Fields):
    """
    The reason, and the entry that resolved it.
    """

    outcome = outcome("Which outcome?")
    level = whole_number("At which level?", most=99)
    cycle = whole_number("How many times had the ladder begun?", most=10_000)
    reason = text("What resolved it?", required=True, long=True)
    because_of = entry("Which entry shows it?")


def sentence(content: Content) -> str:
    """
    Say what resolved it.
    """
    return line(
        says(content, "reason", "Resolved: {}"),
        cites(content, "because_of", "Shown by {}"),
        says(content, "level", "Level {}"),
    )


KIND = EventKind(
    label="Escalation resolved",
    group=Group.BETWEEN,
    content=EscalationResolved,
    sentence=sentence,
    roles=("owner",),
    by=By.ACTION,
)
