"""
The household changed in a way that is neither simply a joining nor a leaving, or was confirmed.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 24: a household change is a
new significant fact; audit tools (household current).
"""

from __future__ import annotations

from events.fields import choice, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, line, says

CHANGES = {
    "joined": "Somebody joined",
    "left": "Somebody left",
    "moved": "Somebody moves between homes",
    "relationship_began": "A relationship began",
    "relationship_ended": "A relationship ended",
    "visits_often": "Somebody is often there",
    "named": "Somebody was named as belonging to the family",
    "confirmed": "Looked at again, no change",
    "other": "Other",
}


class HouseholdChanged(Done):
    """
    Who, and what changed for the child.
    """

    change = choice("What changed?", CHANGES, required=True)
    who = text("Who is it?", required=True)
    met = yes_no_unknown("Has any practitioner met them?")
    means = text("What does it change for the child?", long=True)


def sentence(content: Content) -> str:
    """
    Say what changed, who it is, and whether anybody has met them.
    """
    return line(
        chosen(content, "change", CHANGES, "Household: {}"),
        says(content, "who", "Who: {}"),
        answered(content, "met", no="No practitioner has met them."),
        says(content, "means", "For the child: {}"),
    )


KIND = EventKind(
    label="Household changed",
    group=Group.PEOPLE,
    content=HouseholdChanged,
    sentence=sentence,
    roles=("joined", "left", "related"),
    always_significant=True,
    import_names=("household_change",),
)
