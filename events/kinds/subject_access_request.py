"""
Somebody asked what the record holds about them, or got the answer.

Source: UK General Data Protection Regulation, articles 12(3) and 15; Data Protection Act 2018,
Schedule 3 (social work data and child abuse data).
"""

from __future__ import annotations

from events.fields import choice, day, entry, practitioner, text
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import chosen, dated, line, says

STEPS = {
    "received": "Received",
    "identity_asked": "Proof of identity asked for",
    "extended": "Extended, with the reason",
    "answered": "Answered",
    "refused": "Refused, with the reason",
    "withdrawn": "Withdrawn by whoever asked",
}


class SubjectAccessRequest(Done):
    """
    Who asked, for what, and what became of it; the month runs from the day it was received.
    """

    step = choice("What happened?", STEPS, required=True)
    received_on = day("When was it received?")
    asked_by = text("Who asks, and in what right?", required=True)
    asked = text("What do they ask for?", long=True)
    request = entry("Which request does this answer?")
    withheld = text("What is withheld, and under which provision?", long=True)
    reason = text("Why, if it was extended or refused?", long=True)
    answered_by = practitioner("Who answered?")


def sentence(content: Content) -> str:
    """
    Say who asked, what became of it, and what was withheld.
    """
    return line(
        chosen(content, "step", STEPS, "Request for one's own record: {}"),
        dated(content, "received_on", "Received {}"),
        says(content, "asked_by", "Asked by {}"),
        says(content, "asked", "Asked for: {}"),
        says(content, "withheld", "Withheld: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "answered_by", "Answered by {}"),
    )


KIND = EventKind(
    label="Subject access request",
    group=Group.CONTACT,
    content=SubjectAccessRequest,
    sentence=sentence,
)
