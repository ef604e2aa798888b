"""
Somebody read the chronology through to an entry, before a decision was made on it.

Source: Care Inspectorate, Practice guide to chronologies (2017): regularly reviewed and analysed;
the Victoria Climbié Inquiry (2003), recommendation 58: an up-to-date chronology.
"""

from __future__ import annotations

from events.fields import choice, day, entry, text
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import chosen, cites, dated, line, says

BEFORE = {
    "conference": "A conference",
    "legal_meeting": "A legal planning meeting or court",
    "assessment_end": "The end of an assessment",
    "closure": "A closure",
    "supervision": "Supervision",
    "handover": "A handover to another worker",
    "other": "Something else",
}


class ChronologyReviewed(Done):
    """
    Through which entry it was read, and what the whole of it says.
    """

    through = entry("Through which entry did you read it?", required=True)
    before = choice("Before which decision?", BEFORE, required=True)
    analysis = text(
        "What does the whole of it say about this child's life?", required=True, long=True
    )
    missing = text("What is missing from it, and who would know?", long=True)
    next_on = day("When is it read again?")


def sentence(content: Content) -> str:
    """
    Say through which entry it was read, what it says as a whole, and what is missing.
    """
    return line(
        cites(content, "through", "Chronology read through {}"),
        chosen(content, "before", BEFORE, "Before: {}"),
        says(content, "analysis", "As a whole: {}"),
        says(content, "missing", "Missing from it: {}"),
        dated(content, "next_on", "To be read again on {}"),
    )


KIND = EventKind(
    label="Chronology reviewed",
    group=Group.PROCESS,
    content=ChronologyReviewed,
    sentence=sentence,
    roles=("worker",),
)
