"""
Entries are accounts of one incident, or may be; each agency's telling stays as it is.

Source: Care Inspectorate, Practice guide to chronologies (2017), multi-agency chronologies; the
talk "Learning the lessons from Serious Case Reviews", slide 9.
"""

from __future__ import annotations

from events.fields import choice, entries, several, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import chosen, cites, line, says

CERTAINTY = {"candidate": "Likely, not decided", "decided": "Decided"}
DIFFERS_IN = {
    "date": "Date",
    "cause": "Cause",
    "persons": "Who was there",
    "finding": "Finding",
    "words": "What was said",
    "number": "A number",
    "other": "Something else",
}


class AccountsLinked(Fields):
    """
    Of one entry alone: a note that its own sources differ.
    """

    entries = entries("Which entries?", required=True)
    about = text("What are they about?", required=True)
    differences = text("Where do they differ?", long=True)
    differs_in = several("In what?", DIFFERS_IN)
    certainty = choice("How sure is it?", CERTAINTY, required=True)
    reason = text("Why?", long=True)
    reference = text("The import's own id of the conflict", limit=100)


def sentence(content: Content) -> str:
    """
    Say which entries tell one incident and where they differ.
    """
    return line(
        says(content, "about", "Accounts of: {}"),
        cites(content, "entries", "In {}"),
        says(content, "differences", "They differ: {}"),
        chosen(content, "differs_in", DIFFERS_IN, "In: {}"),
        chosen(content, "certainty", CERTAINTY, "One incident: {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Accounts linked",
    group=Group.RECORD,
    content=AccountsLinked,
    sentence=sentence,
    by=By.ACTION,
)
