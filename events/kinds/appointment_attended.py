"""
A child was brought to an appointment, or a parent came to one about the child.

Source: Care Inspectorate, Practice guide to chronologies (2017); attendance alone is not evidence
of change (the talk "Learning the lessons from Serious Case Reviews", slides 10 and 16).
"""

from __future__ import annotations

from events.fields import choice, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import INTERPRETERS, NEGLECT_SIGNS
from events.told import Told
from events.wording import chosen, line, says

WHOSE = {"child": "The child's own", "carer": "A parent's or carer's, about the child"}


class AppointmentAttended(Told):
    """
    What for, who brought the child, and what was found.
    """

    whose = choice("Whose appointment was it?", WHOSE)
    appointment = text("What was it for?", required=True)
    brought_by = text("Who brought the child?")
    complaint = text("What was it that the family came with?")
    explanation = text("How did the family explain it?")
    finding = text("What was found, and what was advised?", long=True)
    neglect_signs = several("Were any of these seen?", NEGLECT_SIGNS)
    development = text("How is the child growing and developing?")
    interpreter = choice("Who interpreted?", INTERPRETERS)
    challenged = yes_no_unknown("Was the family challenged about anything?")


def sentence(content: Content) -> str:
    """
    Say what the appointment was for and what was found.
    """
    return line(
        says(content, "appointment", "Attended: {}"),
        says(content, "brought_by", "Brought by {}"),
        says(content, "complaint", "Came with: {}"),
        says(content, "explanation", "Family's explanation: {}"),
        says(content, "finding", "Found: {}"),
        chosen(content, "neglect_signs", NEGLECT_SIGNS, "Signs seen: {}"),
    )


KIND = EventKind(
    label="Appointment attended",
    group=Group.HEALTH,
    content=AppointmentAttended,
    sentence=sentence,
    roles=("responsible_adult", "present"),
    about_the_child=True,
)
