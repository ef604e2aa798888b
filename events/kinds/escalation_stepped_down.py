"""
Somebody took an escalation back to a lower level, and said why.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 8: stepping down is a
decision with a name and a reason, and ends nothing.
"""

from __future__ import annotations

from events.fields import due, outcome, text, texts, whole_number
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import dated, each, line, says


class EscalationSteppedDown(Fields):
    """
    To which level, from which, why, and who heard of it.
    """

    outcome = outcome("Which outcome?")
    level = whole_number("To which level?", required=True, most=99)
    from_level = whole_number("From which level?", most=99)
    to = texts("Who was told?")
    to_words = texts("Who was told, in words")
    ladder = text("By which ladder?", limit=100)
    ladder_version = text("In which version?", limit=20)
    levels = whole_number("How many levels has the ladder?", most=99)
    cycle = whole_number("How many times has the ladder begun?", most=10_000)
    next_step = due("When does the next level hear, if nobody acts?")
    ends = due("By when has the last level heard, at the latest?")
    due = due("What date had passed?")
    desired = text("What was owed?", long=True)
    reason = text("Why?", required=True, long=True)


def sentence(content: Content) -> str:
    """
    Say to which level it went back, who was told and why.
    """
    return line(
        says(content, "level", "Stepped down to level {}"),
        says(content, "desired", "Owed: {}"),
        dated(content, "due", "Was due {}"),
        each(content, "to_words", "Told: {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Escalation stepped down",
    group=Group.BETWEEN,
    content=EscalationSteppedDown,
    sentence=sentence,
    roles=("owner",),
    by=By.ACTION,
)
