"""
A turn on the on-call rota was taken off it.

Source: a partnership's own out-of-hours arrangements.
"""

from __future__ import annotations

from events.fields import entry, practitioner
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import line, says


class OnCallEnded(Fields):
    """
    Which turn.
    """

    turn = entry("Which turn?", required=True)
    who_words = practitioner("Whose turn, in words")


def sentence(content: Content) -> str:
    """
    Say whose turn ended.
    """
    return line(says(content, "who_words", "No longer on call: {}"))


KIND = EventKind(
    label="On call ended",
    group=Group.BETWEEN,
    content=OnCallEnded,
    sentence=sentence,
    by=By.ACTION,
)
