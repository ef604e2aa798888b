"""
A child, or an adult who cares for a child, went to hospital and was kept or treated there.

Source: Care Inspectorate, Practice guide to chronologies (2017); NICE CG89.
"""

from __future__ import annotations

from events.fields import choice, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import INJURIES
from events.told import Told
from events.wording import answered, chosen, line, says

SORTS = {
    "emergency": "A&E attendance",
    "ward": "Kept on a ward",
    "planned": "Planned admission",
    "mental_health": "Mental health admission",
}


class HospitalAdmission(Told):
    """
    What for, and how it was explained.
    """

    type = choice("What sort?", SORTS, required=True)
    complaint = text("With what?", required=True)
    injuries = several("Which injuries, if any?", INJURIES)
    explanation = text("What explanation was given, by whom?", long=True)
    delay = yes_no_unknown("Was care sought late, more than 24 hours after?")
    brought_by = text("Who brought the child?")
    history_known = yes_no_unknown("Did staff know of earlier injuries and contacts?")
    told_social_care = yes_no_unknown("Was children's social care told?")


def sentence(content: Content) -> str:
    """
    Say what for, and how it was explained.
    """
    return line(
        chosen(content, "type", SORTS, "Hospital: {}"),
        says(content, "complaint", "With: {}"),
        chosen(content, "injuries", INJURIES, "Injuries: {}"),
        says(content, "explanation", "Explanation: {}"),
        answered(content, "delay", yes="Care was sought late."),
        says(content, "brought_by", "Brought by {}"),
        answered(content, "history_known", no="Staff did not know the history."),
        answered(content, "told_social_care", no="Social care not told."),
    )


KIND = EventKind(
    label="Hospital admission",
    group=Group.HEALTH,
    content=HospitalAdmission,
    sentence=sentence,
    roles=("responsible_adult", "explained", "unwell"),
    about_the_child=True,
    always_significant=True,
)
