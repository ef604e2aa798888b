"""
A child's plan ended.

Source: Working Together to Safeguard Children (2023), discontinuing a child protection plan; NSPCC
on stepping down.
"""

from __future__ import annotations

from events.fields import choice, entries, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import PLANS
from events.told import Done
from events.wording import answered, chosen, cites, line, says

WHY = {
    "no_longer_needed": "The child is no longer at risk of significant harm",
    "moved": "Another area has made its own plan",
    "looked_after": "The child is looked after",
    "turned_18": "The child is 18",
    "died": "The child died",
    "other": "Other",
}


class PlanEnded(Done):
    """
    Why, on what evidence of change, and what goes on.
    """

    type = choice("Which plan?", PLANS, required=True)
    why = choice("Why did it end?", WHY, required=True)
    reason = text("On what grounds?", required=True, long=True)
    evidence_of_change = entries("Which entries show the change?")
    outcomes_met = yes_no_unknown("Were the planned outcomes achieved?")
    child_views = text("What does the child think?", long=True)
    goes_on = text("Which support goes on?")
    dissent = text("Who disagreed, and why?")


def sentence(content: Content) -> str:
    """
    Say why the plan ended, and on what evidence.
    """
    return line(
        chosen(content, "type", PLANS, "{} ended"),
        chosen(content, "why", WHY),
        says(content, "reason", "Grounds: {}"),
        cites(content, "evidence_of_change", "Evidence of change: {}"),
        answered(content, "outcomes_met", no="The planned outcomes were not achieved."),
        says(content, "child_views", "The child: {}"),
        says(content, "goes_on", "Goes on: {}"),
        says(content, "dissent", "Dissent: {}"),
    )


KIND = EventKind(
    label="Plan ended",
    group=Group.PROCESS,
    content=PlanEnded,
    sentence=sentence,
    roles=("attended",),
    always_significant=True,
)
