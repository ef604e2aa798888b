"""
A child left hospital: to whom, and whether the agencies met first.

Source: London Safeguarding Children Procedures 4.1.22 (discharge of a baby under a plan); NICE
CG89.
"""

from __future__ import annotations

from events.fields import text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Told
from events.wording import answered, line, says


class HospitalDischarge(Told):
    """
    To whom, with what plan.
    """

    to = text("To whom did the child go?", required=True)
    planning_meeting = yes_no_unknown("Did the agencies meet before?", required=True)
    against_advice = yes_no_unknown("Was it against medical advice?")
    safe_plan = text("What keeps the child safe there?", long=True)
    follow_up = text("What follow-up was arranged?")
    told_social_care = yes_no_unknown("Was children's social care told?")


def sentence(content: Content) -> str:
    """
    Say to whom the child went, and whether the agencies met first.
    """
    return line(
        says(content, "to", "Left hospital into the care of {}"),
        answered(
            content,
            "planning_meeting",
            yes="The agencies met before.",
            no="The agencies did not meet before.",
        ),
        answered(content, "against_advice", yes="Against medical advice."),
        says(content, "safe_plan", "Safe there: {}"),
        says(content, "follow_up", "Follow-up: {}"),
        answered(content, "told_social_care", no="Social care not told."),
    )


KIND = EventKind(
    label="Hospital discharge",
    group=Group.HEALTH,
    content=HospitalDischarge,
    sentence=sentence,
    roles=("caring", "responsible_adult"),
    always_significant=True,
)
