"""
Somebody came to live in the child's household.

Source: Care Inspectorate, Practice guide to chronologies (2017): who joins or leaves the household.
"""

from __future__ import annotations

from events.fields import choice, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, line, says

AS_WHAT = {
    "parent": "Parent",
    "partner": "Partner of a parent",
    "child": "Child",
    "relative": "Relative",
    "lodger": "Lodger or friend",
    "other": "Other",
}


class HouseholdJoined(Done):
    """
    The person is named by role; the household is the child's.
    """

    as_what = choice("As what?", AS_WHAT)
    checked = yes_no_unknown("Has their past been looked up?")
    means = text("What does it change for the child?", long=True)


def sentence(content: Content) -> str:
    """
    Say as what somebody joined, and whether their past was looked up.
    """
    return line(
        "Joined the household.",
        chosen(content, "as_what", AS_WHAT, "As: {}"),
        answered(content, "checked", yes="Past looked up.", no="Past not looked up."),
        says(content, "means", "For the child: {}"),
    )


KIND = EventKind(
    label="Joined the household",
    group=Group.PEOPLE,
    content=HouseholdJoined,
    sentence=sentence,
    roles=("joined", "lives_with"),
    always_significant=True,
)
