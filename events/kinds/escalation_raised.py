"""
A planned outcome is overdue, and these people were told at this level of its ladder.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 8; London Child Protection
Procedures, 5th edition, 11.1.5 (more senior staff).
"""

from __future__ import annotations

from events.fields import due, entry, outcome, text, texts, whole_number
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import dated, each, line, says


class EscalationRaised(Fields):
    """
    Which outcome, at which level, to whom; written by the sweep, once.
    """

    outcome = outcome("Which outcome?")
    level = whole_number("At which level?", required=True, most=99)
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
    reason = text("Why")
    because_of = entry("Which entry is the reason?")


def sentence(content: Content) -> str:
    """
    Say what is overdue since when, and who was told.
    """
    return line(
        says(content, "desired", "Overdue: {}") or "A planned outcome is overdue.",
        dated(content, "due", "Was due {}"),
        says(content, "level", "Level {}"),
        each(content, "to_words", "Told: {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Escalation raised",
    group=Group.BETWEEN,
    content=EscalationRaised,
    sentence=sentence,
    roles=("owner",),
    by=By.ACTION,
)
