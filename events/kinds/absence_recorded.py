"""
Somebody will be away, and somebody else stands in; why they are away is nobody's business here.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 15: work is handed over,
and does not wait for whoever is away.
"""

from __future__ import annotations

from events.fields import day, practitioner
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import dated, line, says


class AbsenceRecorded(Fields):
    """
    Who, from which day to which, and who hears in their place.
    """

    who = practitioner("Who is away?", required=True)
    who_words = practitioner("Who is away, in words")
    from_day = day("From which day?", required=True)
    to_day = day("To which day?", required=True, hint="The last day away.")
    deputy = practitioner("Who stands in?")
    deputy_words = practitioner("Who stands in, in words")


def sentence(content: Content) -> str:
    """
    Say who is away, for how long, and who stands in.
    """
    return line(
        says(content, "who_words", "Away: {}"),
        dated(content, "from_day", "From {}"),
        dated(content, "to_day", "To {}"),
        says(content, "deputy_words", "Stands in: {}"),
    )


KIND = EventKind(
    label="Absence recorded",
    group=Group.BETWEEN,
    content=AbsenceRecorded,
    sentence=sentence,
    by=By.ACTION,
)
