"""
A child, or somebody close to the child, told of harm.

Source: Working Together to Safeguard Children (2023); Child Safeguarding Practice Review Panel, "I
wanted them all to notice" (2024): protection does not wait for the child to tell again.
"""

from __future__ import annotations

from events.fields import several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import ABUSE
from events.told import Told
from events.wording import answered, chosen, line, says


class Disclosure(Told):
    """
    The words as they were said, and what was said back.
    """

    words = text("What was said, in the child's own words?", required=True, long=True)
    abuse = several("Of what?", ABUSE, required=True)
    told_to = text("Who was told?", required=True)
    told_by = text("If not the child: who told?")
    asked = text("What was the child asked?", hint="Open questions only.")
    said_back = text("What was said to the child?")
    about_whom = text("Who is said to have done it?")
    police_told = yes_no_unknown("Have the police been told?")
    social_care_told = yes_no_unknown("Has children's social care been told?")


def sentence(content: Content) -> str:
    """
    Say what was told to whom; the words stand beside it.
    """
    return line(
        chosen(content, "abuse", ABUSE, "Disclosure of {}"),
        says(content, "told_by", "Told by {}"),
        says(content, "told_to", "To {}"),
        says(content, "about_whom", "About {}"),
        answered(content, "police_told", yes="Police told.", no="Police not told."),
        answered(
            content,
            "social_care_told",
            yes="Social care told.",
            no="Social care not told.",
        ),
    )


KIND = EventKind(
    label="Disclosure",
    group=Group.HARM,
    content=Disclosure,
    sentence=sentence,
    roles=("alleged", "said_by", "spoken_to"),
    about_the_child=True,
    always_significant=True,
)
