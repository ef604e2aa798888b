"""
The professional who was challenged answers.

Source: London Child Protection Procedures, 5th edition, 11.1.4.
"""

from __future__ import annotations

from events.fields import choice, entry, practitioner, text
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import chosen, cites, line, says

ANSWERS = {"agrees": "Agrees", "partly": "Agrees in part", "disagrees": "Does not agree"}


class ChallengeAnswered(Done):
    """
    The answer and its reason; whether it settles the matter is for the other to say.
    """

    challenge = entry("Which challenge?", required=True)
    answer = choice("What is the answer?", ANSWERS, required=True)
    reason = text("Why?", required=True, long=True)
    will_do = text("What will you do?", long=True)
    answered_by = practitioner("Who answers?")


def sentence(content: Content) -> str:
    """
    Say what the answer is and why.
    """
    return line(
        chosen(content, "answer", ANSWERS, "Answer to a challenge: {}"),
        cites(content, "challenge", "Answers {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "will_do", "Will do: {}"),
        says(content, "answered_by", "Answered by {}"),
    )


KIND = EventKind(
    label="Challenge answered",
    group=Group.BETWEEN,
    content=ChallengeAnswered,
    sentence=sentence,
    roles=("worker",),
)
