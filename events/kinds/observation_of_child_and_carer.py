"""
How a child and an adult are with one another, as seen.

Source: Working Together to Safeguard Children (2023), assessment framework; NICE NG76.
"""

from __future__ import annotations

from events.fields import choice, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Told
from events.wording import answered, chosen, line, says

SEEN_AS = {
    "warm": "Warm and responsive",
    "mixed": "Mixed",
    "distant": "Little response",
    "harsh": "Harsh",
    "frightened": "The child seemed frightened",
    "other": "Other",
}


class ObservationOfChildAndCarer(Told):
    """
    What the child does and what the adult does in answer.
    """

    place = text("Where?")
    child_did = text("What did the child do?", required=True, long=True)
    carer_did = text("What did the adult do?", required=True, long=True)
    interaction = choice("Which comes nearest?", SEEN_AS)
    baby_comforted = yes_no_unknown("When the child was upset, did the adult comfort the child?")


def sentence(content: Content) -> str:
    """
    Say what each did, without a verdict.
    """
    return line(
        says(content, "child_did", "The child: {}"),
        says(content, "carer_did", "The adult: {}"),
        chosen(content, "interaction", SEEN_AS, "Between them: {}"),
        answered(
            content,
            "baby_comforted",
            yes="The adult comforted the child.",
            no="The adult did not comfort the child.",
        ),
        says(content, "place", "Seen at {}"),
    )


KIND = EventKind(
    label="Child and carer observed",
    group=Group.SEEING,
    content=ObservationOfChildAndCarer,
    sentence=sentence,
    roles=("responsible_adult", "caring", "seen"),
    about_the_child=True,
)
