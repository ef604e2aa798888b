"""
A sign that may be of sexual abuse, whatever the child has or has not said.

Source: Child Safeguarding Practice Review Panel, "I wanted them all to notice" (2024); Female
Genital Mutilation Act 2003, s.5B.
"""

from __future__ import annotations

from events.fields import several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import SEXUAL_ABUSE_SIGNS
from events.told import Told
from events.wording import answered, chosen, line, says


class SignOfSexualAbuse(Told):
    """
    What was seen or heard, and who has thought about it together.
    """

    signs = several("Which signs?", SEXUAL_ABUSE_SIGNS, required=True)
    fgm = yes_no_unknown("Is it, or may it be, female genital mutilation?")
    police_reference = text("If reported to police: the reference", limit=100)
    explanation = text("What explanation was given, by whom?")
    police_told = yes_no_unknown("Have the police been told?")
    health_told = yes_no_unknown("Has a health practitioner been asked?")


def sentence(content: Content) -> str:
    """
    Say which signs, and who knows.
    """
    return line(
        chosen(content, "signs", SEXUAL_ABUSE_SIGNS, "Sign that may be of sexual abuse: {}"),
        answered(content, "fgm", yes="It may be female genital mutilation."),
        says(content, "explanation", "Explanation: {}"),
        answered(content, "police_told", yes="Police told.", no="Police not told."),
        answered(content, "health_told", no="No health practitioner has been asked."),
        says(content, "police_reference", "Police reference: {}"),
    )


KIND = EventKind(
    label="Sign of sexual abuse",
    group=Group.HARM,
    content=SignOfSexualAbuse,
    sentence=sentence,
    roles=("alleged", "explained"),
    about_the_child=True,
    always_significant=True,
)
