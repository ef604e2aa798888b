"""
Somebody took back what they had told; the first account stands beside it.

Source: reviews in which a withdrawn account ended the enquiry; Ofsted, The voice of the child
(2011).
"""

from __future__ import annotations

from events.fields import entry, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Told
from events.wording import answered, cites, line, says


class DisclosureWithdrawn(Told):
    """
    Who took it back, who was there, and whether an enquiry was completed.
    """

    disclosure = entry("Which disclosure?", required=True)
    withdrawn_by = text("Who withdrew it?", required=True)
    who_was_there = text("Who was there when it was withdrawn?")
    reason = text("What reason was given?")
    enquiry_completed = yes_no_unknown("Has an enquiry been completed?")


def sentence(content: Content) -> str:
    """
    Say who took back what, in whose presence.
    """
    return line(
        cites(content, "disclosure", "Withdrawn: {}"),
        says(content, "withdrawn_by", "By {}"),
        says(content, "who_was_there", "There: {}"),
        says(content, "reason", "Reason given: {}"),
        answered(content, "enquiry_completed", no="No enquiry had been completed."),
    )


KIND = EventKind(
    label="Disclosure withdrawn",
    group=Group.HARM,
    content=DisclosureWithdrawn,
    sentence=sentence,
    roles=("said_by", "present"),
    about_the_child=True,
    always_significant=True,
)
