"""
One professional formally disagrees with another's decision, at a stage, with a date for the answer.

Source: London Child Protection Procedures, 5th edition, 11.1.4 to 11.1.6; Independent Reviewing
Officers' Handbook, chapter 6.
"""

from __future__ import annotations

from events.fields import agency, choice, due, entry, practitioner, text
from events.kind import Content, EventKind, Group
from events.options import CHALLENGE_STAGES
from events.told import Done
from events.wording import chosen, cites, dated, line, says


class ChallengeRaised(Done):
    """
    Which decision, why it is wrong for this child, and what is asked instead.
    """

    stage = choice("At which stage?", CHALLENGE_STAGES, required=True)
    to = agency("To which agency?", required=True)
    to_whom = practitioner("To whom there?", required=True)
    about = text("Which decision, or which lack of one?", required=True)
    about_entry = entry("Which entry records it?")
    reason = text("Why do you disagree, for this child?", required=True, long=True)
    asked = text("What do you ask for?", required=True, long=True)
    due = due("By when is an answer needed?")
    earlier = entry("Which challenge does it carry on, if any?")


def sentence(content: Content) -> str:
    """
    Say what is challenged, why, and what is asked instead.
    """
    return line(
        says(content, "about", "Challenge: {}"),
        cites(content, "about_entry", "Of {}"),
        chosen(content, "stage", CHALLENGE_STAGES, "Stage {}"),
        says(content, "to", "To {}"),
        says(content, "to_whom", "For {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "asked", "Asks for: {}"),
        dated(content, "due", "Answer due {}"),
        cites(content, "earlier", "Carries on {}"),
    )


KIND = EventKind(
    label="Challenge raised",
    group=Group.BETWEEN,
    content=ChallengeRaised,
    sentence=sentence,
    roles=("worker", "received_by"),
    always_significant=True,
)
