"""
A planned outcome was achieved, and these entries show it.

Source: the talk "Learning the lessons from Serious Case Reviews", slides 10 and 16: attendance is
not change; evidence of change is cited.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from events.fields import entries, outcome, text
from events.kind import By, Content, EventKind, Group
from events.told import Done
from events.wording import cites, line, says


class OutcomeAchieved(Done):
    """
    A change for the child, cited; what a rule satisfies cites the event that satisfied it.
    """

    outcome = outcome("Which outcome?")
    evidence_of_change = entries("Which entries show the change?", required=True)
    why_attendance_shows_change = text(
        "If it is only attendance, how does that show change for the child?", long=True
    )
    changed = text("What is different for the child?", required=True, long=True)
    satisfied_by = text("The event that satisfied it, by kind", limit=100)

    def excused(self, content: Mapping[str, Any]) -> tuple[str, ...]:
        """
        Ask no words of what a timescale saw satisfied.
        """
        return ("changed",) if content.get("satisfied_by") else ()


def sentence(content: Content) -> str:
    """
    Say what is different, and which entries show it.
    """
    return line(
        says(content, "changed", "Achieved: {}") or "Achieved.",
        cites(content, "evidence_of_change", "Evidence of change: {}"),
        says(content, "why_attendance_shows_change", "Why attendance shows change: {}"),
    )


KIND = EventKind(
    label="Outcome achieved",
    group=Group.PROCESS,
    content=OutcomeAchieved,
    sentence=sentence,
    roles=("owner",),
    by=By.ACTION,
    always_significant=True,
)
