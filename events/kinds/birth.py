"""
A child was born.

Source: Care Inspectorate, Practice guide to chronologies (2017): a chronology begins at or before
birth; London Safeguarding Children Procedures (pre-birth plans).
"""

from __future__ import annotations

from events.fields import measure, text, whole_number, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, line, says


class Birth(Done):
    """
    Where and how, and what the child brings from before birth.
    """

    place = text("Where?")
    gestation = whole_number("After how many weeks?", least=20, most=45)
    weight = measure("Weight at birth, in kilograms")
    health = text("How is the child?", long=True)
    withdrawal = yes_no_unknown("Is the child treated for withdrawal?")
    plan_in_force = yes_no_unknown("Is there a pre-birth plan?")
    mother_fit = yes_no_unknown("Is the mother well enough to come to a meeting?")
    going_home_to = text("Who will care for the child after hospital?")


def sentence(content: Content) -> str:
    """
    Say where the child was born and how the child is.
    """
    return line(
        says(content, "place", "Born at {}") or "Born.",
        says(content, "gestation", "Weeks: {}"),
        says(content, "weight", "Weight in kilograms: {}"),
        says(content, "health", "The child: {}"),
        answered(content, "withdrawal", yes="Treated for withdrawal."),
        answered(content, "plan_in_force", yes="There is a pre-birth plan."),
        answered(content, "mother_fit", no="The mother is not well enough for a meeting."),
        says(content, "going_home_to", "Goes home to {}"),
    )


KIND = EventKind(
    label="Birth",
    group=Group.HEALTH,
    content=Birth,
    sentence=sentence,
    roles=("born_to", "present"),
    always_significant=True,
)
