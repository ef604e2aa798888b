"""
A planned outcome was given another date or another owner; slippage is the list of these.

Source: the talk "Learning the lessons from Serious Case Reviews", slides 8 and 15: the first date
is kept for ever, and a new owner does not move it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from events.fields import agency, due, entry, outcome, practitioner, text
from events.kind import By, Content, EventKind, Group
from events.told import Done
from events.wording import cites, dated, line, says


class OutcomeMoved(Done):
    """
    A new date with its reason; or a new owner, which leaves the date where it was.
    """

    outcome = outcome("Which outcome?")
    to = due("To which date?", required=True)
    was = due("From which date?")
    owner = practitioner("Who owns it from now on?")
    owner_was = practitioner("Who owned it?")
    agency = agency("Of which agency?")
    reason = text("Why?", required=True, long=True)
    meant = text("What does the delay mean for the child?", long=True)
    because_of = entry("Which entry is the reason?")

    def excused(self, content: Mapping[str, Any]) -> tuple[str, ...]:
        """
        Ask no new date of a change of owner.
        """
        return ("to",) if content.get("owner") else ()


def sentence(content: Content) -> str:
    """
    Say from which date to which, or to which owner, and why.
    """
    return line(
        dated(content, "to", "Moved to {}"),
        dated(content, "was", "Was due {}"),
        says(content, "owner", "New owner: {}"),
        says(content, "owner_was", "Owned before by {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "meant", "For the child: {}"),
        cites(content, "because_of", "Because of {}"),
    )


KIND = EventKind(
    label="Outcome moved",
    group=Group.PROCESS,
    content=OutcomeMoved,
    sentence=sentence,
    roles=("owner",),
    by=By.ACTION,
)
