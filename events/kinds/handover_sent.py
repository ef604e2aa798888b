"""
Information or responsibility passes to somebody else; it stays open until it is understood.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 15; Working Together to
Safeguard Children (2023), feedback to referrers.
"""

from __future__ import annotations

from events.fields import agency, due, entries, practitioner, text
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import cites, dated, line, says


class HandoverSent(Done):
    """
    To whom, what, and what is asked of them.
    """

    to = agency("To which agency?", required=True)
    to_whom = practitioner("To whom there?")
    from_whom = practitioner("From whom?")
    what = text("What is handed over?", required=True, long=True)
    asked = text("What are they asked to do?", required=True, long=True)
    open_work = text("Which open work goes with it?", long=True)
    entries = entries("Which entries should they read first?")
    due = due("By when should they answer?")


def sentence(content: Content) -> str:
    """
    Say what went to whom, and what they are asked to do.
    """
    return line(
        says(content, "to", "Handover to {}"),
        says(content, "to_whom", "For {}"),
        says(content, "what", "Handed over: {}"),
        says(content, "asked", "Asked: {}"),
        says(content, "open_work", "Open work: {}"),
        cites(content, "entries", "Read first: {}"),
        dated(content, "due", "Answer due {}"),
    )


KIND = EventKind(
    label="Handover sent",
    group=Group.BETWEEN,
    content=HandoverSent,
    sentence=sentence,
    roles=("worker", "received_by"),
    always_significant=True,
    import_names=("handover",),
)
