"""
A worker and a manager thought about this child together, with decisions and their reasons.

Source: the talk "Learning the lessons from Serious Case Reviews", slides 16 and 20; local
supervision policies (child protection: every four weeks).
"""

from __future__ import annotations

from events.fields import choice, day, practitioner, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, dated, line, says

SORTS = {
    "case": "Case supervision",
    "group": "Group supervision",
    "safeguarding": "Safeguarding supervision",
    "informal": "Informal discussion, recorded",
}


class Supervision(Done):
    """
    What was thought, not only what was done next.
    """

    type = choice("What sort?", SORTS)
    worker = practitioner("Whose supervision was it?")
    supervisor = practitioner("Who supervised?", required=True)
    discussed = text("What was discussed about this child?", required=True, long=True)
    reflection = text("What else could explain it? What do we not know?", long=True)
    decisions = text("What was decided, and why?", required=True, long=True)
    chronology_used = yes_no_unknown("Was the chronology looked at?")
    next_on = day("When is the next one?")


def sentence(content: Content) -> str:
    """
    Say what was thought and decided.
    """
    return line(
        chosen(content, "type", SORTS),
        says(content, "supervisor", "Supervised by {}"),
        says(content, "discussed", "Discussed: {}"),
        says(content, "reflection", "Reflection: {}"),
        says(content, "decisions", "Decisions: {}"),
        answered(content, "chronology_used", no="The chronology was not looked at."),
        dated(content, "next_on", "Next on {}"),
    )


KIND = EventKind(
    label="Supervision",
    group=Group.PROCESS,
    content=Supervision,
    sentence=sentence,
    roles=("worker", "attended"),
)
