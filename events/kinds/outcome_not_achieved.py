"""
A planned outcome was not achieved, and it is said so rather than moved again.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 8: authoritative practice
follows through when the outcome does not happen.
"""

from __future__ import annotations

from events.fields import entries, outcome, text
from events.kind import By, Content, EventKind, Group
from events.told import Done
from events.wording import cites, line, says


class OutcomeNotAchieved(Done):
    """
    Why, what that means for the child, and what follows.
    """

    outcome = outcome("Which outcome?")
    reason = text("Why not?", required=True, long=True)
    meant = text("What does it mean for the child?", long=True)
    next_step = text("What follows?", required=True, long=True)
    evidence = entries("Which entries show it?")


def sentence(content: Content) -> str:
    """
    Say why not, and what follows.
    """
    return line(
        "Not achieved.",
        says(content, "reason", "Reason: {}"),
        says(content, "meant", "For the child: {}"),
        says(content, "next_step", "What follows: {}"),
        cites(content, "evidence", "Shown by {}"),
    )


KIND = EventKind(
    label="Outcome not achieved",
    group=Group.PROCESS,
    content=OutcomeNotAchieved,
    sentence=sentence,
    roles=("owner",),
    by=By.ACTION,
    always_significant=True,
)
