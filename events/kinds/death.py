"""
Somebody in the record died; a child's death ends that child's open clocks.

Source: Working Together to Safeguard Children (2023), child death reviews.
"""

from __future__ import annotations

from events.fields import person, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, line, says


class Death(Done):
    """
    Who died, where, and whether it is being looked into.
    """

    who_died = person("Who died?", hint="Leave empty if it is the child of this record.")
    place = text("Where?")
    cause = text("What is known of the cause?")
    enquiry = yes_no_unknown("Is it being looked into?")


def sentence(content: Content) -> str:
    """
    Say it plainly.
    """
    return line(
        says(content, "place", "Died at {}") or "Died.",
        says(content, "cause", "Cause, as far as known: {}"),
        answered(content, "enquiry", yes="It is being looked into."),
    )


KIND = EventKind(
    label="Death",
    group=Group.PEOPLE,
    content=Death,
    sentence=sentence,
    roles=("present", "caring"),
    always_significant=True,
)
