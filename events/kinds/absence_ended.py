"""
Somebody is back before the day that was said, or was never away.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 15.
"""

from __future__ import annotations

from events.fields import day, entry, practitioner
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import dated, line, says


class AbsenceEnded(Fields):
    """
    Which absence, and its last day.
    """

    absence = entry("Which absence?", required=True)
    who_words = practitioner("Who was away, in words")
    to_day = day("What was the last day away?", required=True)


def sentence(content: Content) -> str:
    """
    Say who is back since when.
    """
    return line(
        says(content, "who_words", "No longer away: {}"),
        dated(content, "to_day", "Last day away {}"),
    )


KIND = EventKind(
    label="Absence ended",
    group=Group.BETWEEN,
    content=AbsenceEnded,
    sentence=sentence,
    by=By.ACTION,
)
