"""
Nobody acted in time, so the next level was told.

Source: London Child Protection Procedures, 5th edition, 11.1.5; the talk "Learning the lessons from
Serious Case Reviews", slide 8.
"""

from __future__ import annotations

from events.fields import due, outcome, text, texts, whole_number
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import dated, each, line, says


class EscalationSteppedUp(Fields):
    """
    To which level and why; by the sweep, or by a person who may go straight there.
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
    reason = text("Why?", long=True)


def sentence(content: Content) -> str:
    """
    Say to which level it went, who was told and why.
    """
    return line(
        says(content, "level", "Stepped up to level {}"),
        says(content, "desired", "Owed: {}"),
        dated(content, "due", "Was due {}"),
        each(content, "to_words", "Told: {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Escalation stepped up",
    group=Group.BETWEEN,
    content=EscalationSteppedUp,
    sentence=sentence,
    roles=("owner",),
    by=By.ACTION,
)
