"""
Somebody would not let a practitioner see a child.

Source: Southwark and Knowsley no-access guidance; Ofsted, The voice of the child (2011): adults who
stood between worker and child.
"""

from __future__ import annotations

from events.fields import choice, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import WHEREABOUTS
from events.told import Told
from events.wording import answered, chosen, line, says

TO_WHAT = {
    "child": "To the child",
    "alone": "To the child alone",
    "home": "To the home",
    "room": "To a room",
    "records": "To records or information",
}


class AccessRefused(Told):
    """
    Who refused what to whom, and what was done the same day.
    """

    to_what = choice("Access to what?", TO_WHAT, required=True)
    by = text("Who refused?", required=True)
    reason = text("What reason was given?", required=True)
    announced = yes_no_unknown("Did the family know you were coming?")
    whereabouts = choice("Where is the child said to be?", WHEREABOUTS)
    manager_told = yes_no_unknown("Has a manager been told?")
    threats = yes_no_unknown("Was anybody threatened?")


def sentence(content: Content) -> str:
    """
    Say who refused what, in which words.
    """
    return line(
        chosen(content, "to_what", TO_WHAT, "Access refused {}"),
        says(content, "by", "By {}"),
        says(content, "reason", "Reason given: {}"),
        chosen(content, "whereabouts", WHEREABOUTS, "Where the child is: {}"),
        answered(content, "threats", yes="There were threats."),
        answered(
            content,
            "manager_told",
            yes="A manager was told.",
            no="No manager was told.",
        ),
    )


KIND = EventKind(
    label="Access refused",
    group=Group.SEEING,
    content=AccessRefused,
    sentence=sentence,
    roles=("refused_by", "present"),
    about_the_child=True,
    always_significant=True,
)
