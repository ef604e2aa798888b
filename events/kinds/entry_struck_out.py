"""
An entry should not stand; it stays readable, marked, and no rule reads it any more.

Source: UK GDPR, article 16 (rectification); reviews in which a wrong entry went on being believed.
"""

from __future__ import annotations

from events.fields import entry, text, yes_no_unknown
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import answered, cites, line, says


class EntryStruckOut(Fields):
    """
    Why it falls, and whether it was written for the wrong child.
    """

    entry = entry("Which entry?", required=True)
    reason = text("Why should it not stand?", required=True, long=True)
    wrong_child = yes_no_unknown("Was it recorded for the wrong child?")


def sentence(content: Content) -> str:
    """
    Say which entry was struck out and why.
    """
    return line(
        cites(content, "entry", "Struck out: {}"),
        answered(content, "wrong_child", yes="It was recorded for the wrong child."),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Entry struck out",
    group=Group.RECORD,
    content=EntryStruckOut,
    sentence=sentence,
    by=By.ACTION,
)
