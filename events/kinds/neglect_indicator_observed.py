"""
A sign of neglect, or that a sign has gone, seen by any agency.

Source: NICE NG76; the talk "Learning the lessons from Serious Case Reviews", slide 17; Brandon et
al. (2014), neglect in serious case reviews.
"""

from __future__ import annotations

from events.fields import choice, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import NEGLECT_SIGNS
from events.told import Told
from events.wording import answered, chosen, line, says

COMPARED = {
    "first": "Seen for the first time",
    "same": "As before",
    "worse": "Worse than before",
    "better": "Better than before",
    "gone": "No longer there",
}


class NeglectIndicatorObserved(Told):
    """
    Which signs, how they compare, and what is between the adult and the child.
    """

    neglect_signs = several("Which signs?", NEGLECT_SIGNS, required=True)
    compared = choice("Compared with before?", COMPARED)
    explanation = text("What did the parent or carer say of it?")
    offered = text("What was offered, and what happened?", long=True)
    relationship = text("What does it say of the adult and the child?", long=True)
    treated = yes_no_unknown("Is it being treated or put right?")


def sentence(content: Content) -> str:
    """
    Say which signs, how they compare, and what was offered.
    """
    return line(
        chosen(content, "neglect_signs", NEGLECT_SIGNS, "Signs of neglect: {}"),
        chosen(content, "compared", COMPARED),
        says(content, "explanation", "Carer's account: {}"),
        says(content, "offered", "Offered, and what happened: {}"),
        answered(
            content,
            "treated",
            yes="It is being put right.",
            no="It is not being put right.",
        ),
    )


KIND = EventKind(
    label="Sign of neglect",
    group=Group.HARM,
    content=NeglectIndicatorObserved,
    sentence=sentence,
    roles=("responsible_adult",),
    about_the_child=True,
    always_significant=True,
)
