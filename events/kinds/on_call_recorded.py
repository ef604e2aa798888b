"""
Somebody is on call from one day to another, and hears where a ladder names the on-call rota.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 15; a partnership's own
out-of-hours arrangements.
"""

from __future__ import annotations

from events.fields import day, practitioner
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import dated, line, says


class OnCallRecorded(Fields):
    """
    Who, from which day to which.
    """

    who = practitioner("Who is on call?", required=True)
    who_words = practitioner("Who is on call, in words")
    from_day = day("From which day?", required=True)
    to_day = day("To which day?", required=True, hint="The last day on call.")


def sentence(content: Content) -> str:
    """
    Say who is on call and when.
    """
    return line(
        says(content, "who_words", "On call: {}"),
        dated(content, "from_day", "From {}"),
        dated(content, "to_day", "To {}"),
    )


KIND = EventKind(
    label="On call recorded",
    group=Group.BETWEEN,
    content=OnCallRecorded,
    sentence=sentence,
    by=By.ACTION,
)
