"""
A named person decided that two records are of one and the same person.

Source: the record's own rule that nobody merges by themselves; reviews of pasts in another file.
"""

from __future__ import annotations

from events.fields import people, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import line, says


class PersonsLinked(Fields):
    """
    Who, and what agrees; the two records stay as they are and can be parted again.
    """

    persons = people("Which persons?", required=True)
    agrees = text("What agrees?", required=True)
    differs = text("What differs?")
    reason = text("Why are you sure?", required=True, long=True)


def sentence(content: Content) -> str:
    """
    Say why two records are of one person.
    """
    return line(
        "Two records are of one person.",
        says(content, "agrees", "Agrees: {}"),
        says(content, "differs", "Differs: {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Persons linked",
    group=Group.PEOPLE,
    content=PersonsLinked,
    sentence=sentence,
    roles=("related",),
    by=By.ACTION,
)
