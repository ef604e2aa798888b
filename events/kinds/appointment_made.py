"""
An appointment was made for a child, or with a parent about a child.

Source: "Was not brought" policies; the talk "Learning the lessons from Serious Case Reviews", slide
16.
"""

from __future__ import annotations

from events.fields import choice, due, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, dated, line, says

WHOSE = {"child": "The child's own", "carer": "A parent's or carer's, about the child"}


class AppointmentMade(Done):
    """
    What for and when, and who was told that the child is to be brought.
    """

    whose = choice("Whose appointment is it?", WHOSE, required=True)
    appointment = text("What is it for?", required=True)
    on = due("When is it?", required=True)
    place = text("Where?")
    told = text("Who was told of it, and how?")
    in_plan = yes_no_unknown("Does the child's plan name it?")
    help_to_come = text("What help to come was offered?")


def sentence(content: Content) -> str:
    """
    Say what the appointment is for and when.
    """
    return line(
        says(content, "appointment", "Appointment made: {}"),
        dated(content, "on", "For {}"),
        says(content, "place", "At {}"),
        answered(content, "in_plan", yes="The plan names it."),
        says(content, "told", "Told: {}"),
        says(content, "help_to_come", "Help to come: {}"),
    )


KIND = EventKind(
    label="Appointment made",
    group=Group.HEALTH,
    content=AppointmentMade,
    sentence=sentence,
    roles=("responsible_adult",),
)
