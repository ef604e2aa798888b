"""
An entry was first recorded for another child and now stands where it belongs.

It cites the entry that it was by number alone, so that neither record names the other's child.

Source: UK GDPR, article 16 (rectification) and article 5(1)(d) (accuracy).
"""

from __future__ import annotations

from events.fields import entry, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import cites, line


class EntryBroughtOver(Fields):
    """
    Which entry, which it was before, and who recorded it then.
    """

    came_from = entry("Which entry was it in the other record?", required=True)
    recorded_by = text("Who recorded it there?", required=True)
    entry = entry("Which entry?", required=True)


def sentence(content: Content) -> str:
    """
    Say which entry it is and which it was.
    """
    return line(
        cites(content, "entry", "Brought over from another record: {}"),
        cites(content, "came_from", "There it was {}"),
    )


KIND = EventKind(
    label="Entry brought over",
    group=Group.RECORD,
    content=EntryBroughtOver,
    sentence=sentence,
    by=By.ACTION,
)
