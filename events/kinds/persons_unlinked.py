"""
Two records that were taken for one person's are parted again, exactly as they were.

Source: the record's own rule that every link can be undone.
"""

from __future__ import annotations

from events.fields import entry, people, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import cites, line, says


class PersonsUnlinked(Fields):
    """
    Which link, and why it was wrong.
    """

    link = entry("Which link?")
    persons = people("Which persons?", required=True)
    reason = text("Why are they two people?", required=True, long=True)


def sentence(content: Content) -> str:
    """
    Say why they are two people.
    """
    return line(
        "Two records are of two people.",
        cites(content, "link", "Undoes {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Persons unlinked",
    group=Group.PEOPLE,
    content=PersonsUnlinked,
    sentence=sentence,
    roles=("related",),
    by=By.ACTION,
)
