"""
An entry was marked as significant or as routine; lowering it is an event with a reason.

Source: Care Inspectorate, Practice guide to chronologies (2017): no length of a chronology may let
significance fall silently.
"""

from __future__ import annotations

from events.fields import choice, entry, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import chosen, cites, line, says

SIGNIFICANCE = {"significant": "Significant", "routine": "Routine"}


class SignificanceChanged(Fields):
    """
    To what, and why.
    """

    entry = entry("Which entry?", required=True)
    significance = choice("How significant is it for the child?", SIGNIFICANCE, required=True)
    reason = text("Why?", required=True, long=True)


def sentence(content: Content) -> str:
    """
    Say what it was changed to and why.
    """
    return line(
        chosen(content, "significance", SIGNIFICANCE, "Marked as {}"),
        cites(content, "entry", "Concerns {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Significance changed",
    group=Group.RECORD,
    content=SignificanceChanged,
    sentence=sentence,
    by=By.ACTION,
)
