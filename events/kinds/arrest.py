"""
Somebody around the child was arrested.

Source: Care Inspectorate, Practice guide to chronologies (2017); police events that published
chronologies share.
"""

from __future__ import annotations

from events.fields import text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Told
from events.wording import answered, line, says


class Arrest(Told):
    """
    What for, and who holds the enquiry.
    """

    offence = text("On suspicion of what?", required=True)
    concerns_child = yes_no_unknown("Is a child said to be the victim?")
    named_officer = text("Which officer holds the enquiry?")
    released = text(
        "How were they released, if they were?", hint="Such as on bail, with which end."
    )
    children_cared_for = text("Who cares for the children meanwhile?")


def sentence(content: Content) -> str:
    """
    Say what the arrest was for and who holds the enquiry.
    """
    return line(
        says(content, "offence", "Arrested on suspicion of {}"),
        answered(content, "concerns_child", yes="A child is said to be the victim."),
        says(content, "named_officer", "Officer: {}"),
        says(content, "released", "Released: {}"),
        says(content, "children_cared_for", "Children cared for by {}"),
    )


KIND = EventKind(
    label="Arrest",
    group=Group.LAW,
    content=Arrest,
    sentence=sentence,
    roles=("arrested", "harmed"),
    always_significant=True,
)
