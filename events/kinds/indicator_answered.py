"""
A named practitioner answered a question that the record raises.

Source: the talk "Learning the lessons from Serious Case Reviews", slides 9 and 23: considered, what
follows, why; new evidence opens it again.
"""

from __future__ import annotations

from events.fields import day, entries, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import cites, dated, line, says


class IndicatorAnswered(Fields):
    """
    The question by its rule, the evidence as it stood, and the answer in words.
    """

    rule = text("Which rule?", required=True, limit=100)
    rule_version = text("In which version?", limit=20)
    practice_id = text("Row of the practice table", limit=20)
    about = text("About which person or incident?", limit=100)
    question = text("The question as it was put")
    evidence = entries("On which entries did it rest?")
    considered = text("What have you considered?", required=True, long=True)
    follows = text("What follows?", required=True, long=True)
    why = text("Why?", required=True, long=True)
    review_on = day("When will you look at it again?", required=True)


def sentence(content: Content) -> str:
    """
    Say what was asked, considered and decided.
    """
    return line(
        says(content, "question", "Asked: {}"),
        says(content, "considered", "Considered: {}"),
        says(content, "follows", "What follows: {}"),
        says(content, "why", "Why: {}"),
        dated(content, "review_on", "To be looked at again {}"),
        cites(content, "evidence", "Rested on {}"),
    )


KIND = EventKind(
    label="Question answered",
    group=Group.BETWEEN,
    content=IndicatorAnswered,
    sentence=sentence,
    by=By.ACTION,
    always_significant=True,
)
