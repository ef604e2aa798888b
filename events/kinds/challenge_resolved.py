"""
A disagreement between professionals was settled, and how.

Source: London Child Protection Procedures, 5th edition, 11.1.4 to 11.1.6.
"""

from __future__ import annotations

from events.fields import choice, entry, practitioner, text
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import chosen, cites, line, says

HOW = {
    "changed": "The decision was changed",
    "kept": "The decision stands, with its reason",
    "compromise": "Something else was agreed",
    "withdrawn": "The challenge was withdrawn",
}


class ChallengeResolved(Done):
    """
    How, why, and what it means for the child.
    """

    challenge = entry("Which challenge?", required=True)
    how = choice("How was it settled?", HOW, required=True)
    decision = text("What was decided?", required=True, long=True)
    reason = text("Why?", required=True, long=True)
    resolved_by = practitioner("Who settled it?", required=True)


def sentence(content: Content) -> str:
    """
    Say how it was settled, by whom and why.
    """
    return line(
        chosen(content, "how", HOW, "Challenge resolved: {}"),
        cites(content, "challenge", "Of {}"),
        says(content, "decision", "Decided: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "resolved_by", "By {}"),
    )


KIND = EventKind(
    label="Challenge resolved",
    group=Group.BETWEEN,
    content=ChallengeResolved,
    sentence=sentence,
    roles=("worker",),
    always_significant=True,
)
