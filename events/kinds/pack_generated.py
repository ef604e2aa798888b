"""
A conference pack was made, for one audience, at one position of the log.

Source: Sussex Safeguarding Children Procedures 5.11 (reports); audiences as the partnership's
information governance lead confirms them.
"""

from __future__ import annotations

from events.fields import choice, entry, text, whole_number
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import line, says


class PackGenerated(Fields):
    """
    For whom, at which position, under which root, with how many entries and how many withheld.
    """

    audience = text("For whom?", required=True, limit=100)
    position = whole_number("At which position of the log?", required=True, most=2**53)
    root = text("Under which root?", limit=200)
    entries = whole_number("How many entries?", most=2**31)
    withheld = whole_number("How many withheld?", most=2**31)
    format = choice(
        "In which format?", {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "html": "Web page"}
    )
    length = text("Which length of the chronology?", limit=50)
    digest = text("Digest of the file", limit=200)
    conference = entry("For which conference?")


def sentence(content: Content) -> str:
    """
    Say for whom it was made, and how much was withheld.
    """
    return line(
        says(content, "audience", "Conference pack made for: {}"),
        says(content, "entries", "Entries: {}"),
        says(content, "withheld", "Withheld: {}"),
        says(content, "position", "At position {} of the log"),
    )


KIND = EventKind(
    label="Conference pack made",
    group=Group.RECORD,
    content=PackGenerated,
    sentence=sentence,
    by=By.ACTION,
)
