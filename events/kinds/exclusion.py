"""
A child was excluded from school, for a time or for good, or sent home without it being called so.

Source: Department for Education, Suspension and permanent exclusion guidance.
"""

from __future__ import annotations

from events.fields import choice, text, whole_number, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, line, says

SORTS = {
    "suspension": "Suspended",
    "permanent": "Permanently excluded",
    "sent_home": "Sent home",
    "reduced_hours": "Put on reduced hours",
}


class Exclusion(Done):
    """
    How long, why, and who sees the child meanwhile.
    """

    type = choice("What sort?", SORTS, required=True)
    days = whole_number("For how many school days?", most=400)
    reason = text("Why?", required=True)
    alternative = text("What schooling has the child meanwhile?")
    who_sees_child = text("Who sees the child meanwhile?", required=True)
    lead_told = yes_no_unknown("Has the lead social worker been told?")


def sentence(content: Content) -> str:
    """
    Say for how long, why, and who sees the child meanwhile.
    """
    return line(
        chosen(content, "type", SORTS),
        says(content, "days", "School days: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "alternative", "Schooling meanwhile: {}"),
        says(content, "who_sees_child", "Sees the child meanwhile: {}"),
        answered(content, "lead_told", no="The lead social worker has not been told."),
    )


KIND = EventKind(
    label="Exclusion",
    group=Group.EDUCATION,
    content=Exclusion,
    sentence=sentence,
    always_significant=True,
)
