"""
An assessment began.

Source: Working Together to Safeguard Children (2023), assessment; London Safeguarding Children
Procedures CP2(A) (pre-birth).
"""

from __future__ import annotations

from events.fields import choice, day, people, practitioner, text
from events.kind import Content, EventKind, Group
from events.options import ASSESSMENTS
from events.told import Done
from events.wording import chosen, dated, line, says


class AssessmentBegun(Done):
    """
    Which, by whom, and whom it is to include from the first day.
    """

    type = choice("Which assessment?", ASSESSMENTS, required=True)
    led_by = practitioner("Who leads it?", required=True)
    reason = text("Why now?", required=True)
    included_persons = people("Which adults will it include?")
    considered_children = people("Which children will it consider?")
    due_on = day("When should it be finished?")


def sentence(content: Content) -> str:
    """
    Say which assessment began, why and by whom.
    """
    return line(
        chosen(content, "type", ASSESSMENTS, "Assessment begun: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "led_by", "Led by {}"),
        dated(content, "due_on", "To be finished by {}"),
    )


KIND = EventKind(
    label="Assessment begun",
    group=Group.PROCESS,
    content=AssessmentBegun,
    sentence=sentence,
    roles=("considered", "worker"),
)
