"""
A conference was called: which, for when, and who is invited.

Source: Working Together to Safeguard Children (2023), child protection conferences; Sussex
Safeguarding Children Procedures 5.11 (reports before the day).
"""

from __future__ import annotations

from events.fields import agencies, choice, due, practitioner, text
from events.kind import Content, EventKind, Group
from events.options import MEETINGS
from events.told import Done
from events.wording import chosen, dated, line, says


class ConferenceCalled(Done):
    """
    The day starts the clocks of the reports.
    """

    type = choice("Which conference?", MEETINGS, required=True)
    on = due("For when?", required=True)
    invited = agencies("Which agencies are invited?", required=True)
    chair = practitioner("Who chairs?")
    place = text("Where?")
    late_reason = text("If it is later than the limit, why, and who agreed?")


def sentence(content: Content) -> str:
    """
    Say which conference is called for when, and who is invited.
    """
    return line(
        chosen(content, "type", MEETINGS, "{} called"),
        dated(content, "on", "For {}"),
        says(content, "invited", "Invited: {}"),
        says(content, "chair", "Chair: {}"),
        says(content, "place", "At {}"),
        says(content, "late_reason", "Later than the limit because: {}"),
    )


KIND = EventKind(
    label="Conference called",
    group=Group.PROCESS,
    content=ConferenceCalled,
    sentence=sentence,
    roles=("worker",),
)
