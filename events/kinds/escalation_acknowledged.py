"""
Somebody who was told says what was understood and what will be done by when.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 15: received and
understood; an acknowledgement is not an end.
"""

from __future__ import annotations

from events.fields import due, outcome, practitioner, text, whole_number
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import dated, line, says


class EscalationAcknowledged(Fields):
    """
    In own words, with a date that becomes the next one.
    """

    outcome = outcome("Which outcome?")
    level = whole_number("At which level?", required=True, most=99)
    cycle = whole_number("How many times has the ladder begun?", most=10_000)
    understood = text("What have you understood, in your own words?", required=True, long=True)
    will_do = text("What will you do?", required=True, long=True)
    by_when = due("By when?", required=True)
    acknowledged_by = practitioner("Who?")


def sentence(content: Content) -> str:
    """
    Say what was understood and promised.
    """
    return line(
        says(content, "understood", "Understood: {}"),
        says(content, "will_do", "Will do: {}"),
        dated(content, "by_when", "By {}"),
        says(content, "level", "Level {}"),
    )


KIND = EventKind(
    label="Escalation acknowledged",
    group=Group.BETWEEN,
    content=EscalationAcknowledged,
    sentence=sentence,
    roles=("owner",),
    by=By.ACTION,
)
