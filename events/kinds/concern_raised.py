"""
Somebody is worried about a child and says so, whoever they are.

Source: Ofsted, The voice of the child: learning lessons from serious case reviews (2011), relatives
not heard; Brandon et al., biennial analyses of serious case reviews.
"""

from __future__ import annotations

from events.fields import choice, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import CONCERNS, FROM_WHOM, NEGLECT_SIGNS, WHEREABOUTS
from events.told import Told
from events.wording import answered, chosen, line, says

FINDINGS = {
    "open": "Still being looked into",
    "supported": "Supported by what was found",
    "explained": "Explained",
    "unfounded": "Found to be unfounded",
    "malicious": "Held to be malicious",
    "withdrawn": "Withdrawn",
    "not_followed_up": "Not followed up",
}


class ConcernRaised(Told):
    """
    Who is worried about what, and what became of it; setting it aside needs its evidence.
    """

    from_whom = choice("Who is worried?", FROM_WHOM, required=True)
    concerns = several("What about?", CONCERNS, required=True)
    neglect_signs = several("Which signs of neglect, if any?", NEGLECT_SIGNS)
    whereabouts = choice("What does it say of where the child is?", WHEREABOUTS)
    finding = choice("What became of it?", FINDINGS)
    evidence = text("On what evidence?", long=True)
    child_spoken = yes_no_unknown("Was the child spoken to about it?")
    referrer_spoken = yes_no_unknown("Was the person who raised it spoken to again?")
    followed_up = yes_no_unknown("Has it been followed up?")


def sentence(content: Content) -> str:
    """
    Say who is worried about what, and on what evidence it was set aside, if it was.
    """
    return line(
        chosen(content, "from_whom", FROM_WHOM, "Concern from: {}"),
        chosen(content, "concerns", CONCERNS, "About: {}"),
        chosen(content, "neglect_signs", NEGLECT_SIGNS, "Signs: {}"),
        chosen(content, "whereabouts", WHEREABOUTS, "Where the child is: {}"),
        chosen(content, "finding", FINDINGS, "What became of it: {}"),
        says(content, "evidence", "Evidence: {}"),
        answered(content, "child_spoken", no="The child was not spoken to."),
        answered(content, "referrer_spoken", no="Whoever raised it was not spoken to again."),
        answered(content, "followed_up", no="Not followed up."),
    )


KIND = EventKind(
    label="Concern raised",
    group=Group.HARM,
    content=ConcernRaised,
    sentence=sentence,
    roles=("referrer", "harmed_by"),
    about_the_child=True,
    always_significant=True,
)
