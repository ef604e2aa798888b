"""
A planned outcome is no longer owed: a death, a closure, or a reason that somebody gives.

Source: Working Together to Safeguard Children (2023); nothing owed to a child ends without a
reason.
"""

from __future__ import annotations

from events.fields import entry, outcome, text
from events.kind import By, Content, EventKind, Group
from events.told import Done
from events.wording import cites, line, says


class OutcomeWithdrawn(Done):
    """
    The reason, and the entry that is the reason.
    """

    outcome = outcome("Which outcome?")
    reason = text("Why is it no longer owed?", required=True, long=True)
    because_of = entry("Which entry is the reason?")
    ended_by = text("The event that ended it, by kind", limit=100)


def sentence(content: Content) -> str:
    """
    Say why it is no longer owed.
    """
    return line(
        "Withdrawn.",
        says(content, "reason", "Reason: {}"),
        cites(content, "because_of", "Because of {}"),
    )


KIND = EventKind(
    label="Outcome withdrawn",
    group=Group.PROCESS,
    content=OutcomeWithdrawn,
    sentence=sentence,
    roles=("owner",),
    by=By.ACTION,
)
