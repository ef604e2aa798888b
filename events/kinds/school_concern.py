"""
School or nursery noticed something about a child.

Source: Keeping children safe in education; the talk "Learning the lessons from Serious Case
Reviews", slide 17.
"""

from __future__ import annotations

from events.fields import several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import CONCERNS, NEGLECT_SIGNS
from events.told import Told
from events.wording import answered, chosen, line, says


class SchoolConcern(Told):
    """
    What was seen and said there, and who was told.
    """

    concerns = several("What about?", CONCERNS, required=True)
    neglect_signs = several("Which signs of neglect, if any?", NEGLECT_SIGNS)
    behaviour = text("What did the child show or do?", long=True)
    parent_spoken = yes_no_unknown("Was a parent spoken to?")
    parent_said = text("What did the parent say?")
    lead_told = yes_no_unknown("Has the designated safeguarding lead been told?", required=True)
    followed_up = yes_no_unknown("Has it been followed up?")


def sentence(content: Content) -> str:
    """
    Say what was noticed and who was told.
    """
    return line(
        chosen(content, "concerns", CONCERNS, "School concern: {}"),
        chosen(content, "neglect_signs", NEGLECT_SIGNS, "Signs: {}"),
        says(content, "behaviour", "The child: {}"),
        says(content, "parent_said", "Parent said: {}"),
        answered(
            content,
            "lead_told",
            no="The designated safeguarding lead has not been told.",
        ),
        answered(content, "followed_up", no="Not followed up."),
    )


KIND = EventKind(
    label="School concern",
    group=Group.EDUCATION,
    content=SchoolConcern,
    sentence=sentence,
    roles=("responsible_adult", "said_by"),
    about_the_child=True,
    always_significant=True,
)
