"""
Somebody no longer lives in the child's household.

Source: Care Inspectorate, Practice guide to chronologies (2017); reviews in which a protective
person left and nobody asked who protects the child now.
"""

from __future__ import annotations

from events.fields import text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, line, says


class HouseholdLeft(Done):
    """
    Why they left, and whether they protected the child.
    """

    reason = text("Why?")
    protective = yes_no_unknown("Did they protect the child?")
    replaced = text("Who looks out for the child now?")


def sentence(content: Content) -> str:
    """
    Say why somebody left, and what that takes from the child.
    """
    return line(
        "Left the household.",
        says(content, "reason", "Reason: {}"),
        answered(content, "protective", yes="They protected the child."),
        says(content, "replaced", "Looks out for the child now: {}"),
    )


KIND = EventKind(
    label="Left the household",
    group=Group.PEOPLE,
    content=HouseholdLeft,
    sentence=sentence,
    roles=("left",),
    always_significant=True,
)
