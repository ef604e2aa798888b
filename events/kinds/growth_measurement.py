"""
A child was weighed or measured, or was to be and was not.

Source: NICE NG75, faltering growth; UK-WHO growth charts; the talk "Learning the lessons from
Serious Case Reviews", slide 17.
"""

from __future__ import annotations

from events.fields import day, measure, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, dated, line, says


class GrowthMeasurement(Done):
    """
    The figures as read; falling between two of them is for somebody to explain.
    """

    taken = yes_no_unknown("Was the child measured?", required=True)
    weight = measure("Weight, in kilograms")
    height = measure("Length or height, in centimetres")
    head = measure("Head, in centimetres")
    centile = measure("Weight centile")
    due = day("When is the next one due?")
    clinician_reason = text("If it has fallen: what does a clinician say?", long=True)
    followed_by = text("Who follows this child's growth?")


def sentence(content: Content) -> str:
    """
    Give the figures and when the next are due.
    """
    return line(
        answered(content, "taken", no="Not measured."),
        says(content, "weight", "Weight in kilograms: {}"),
        says(content, "height", "Length or height in centimetres: {}"),
        says(content, "head", "Head in centimetres: {}"),
        says(content, "centile", "Weight centile: {}"),
        says(content, "clinician_reason", "Clinician: {}"),
        says(content, "followed_by", "Followed by {}"),
        dated(content, "due", "Next due {}"),
    )


KIND = EventKind(
    label="Growth measured",
    group=Group.HEALTH,
    content=GrowthMeasurement,
    sentence=sentence,
    roles=("responsible_adult",),
    about_the_child=True,
)
