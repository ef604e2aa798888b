"""
An agency closes its work with a child; the child's open clocks end with it.

Source: local closing checklists; Working Together to Safeguard Children (2023). A proposal to close
is a management decision, so that proposing ends nothing.
"""

from __future__ import annotations

from events.fields import choice, entries, practitioner, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, cites, line, says

SORTS = {
    "all": "All work with the child ends",
    "child_protection": "Child protection ends, other support goes on",
    "service": "One service ends",
    "not_taken_on": "Not taken on",
}


class Closure(Done):
    """
    Why, on what evidence of change, and who was asked and told.
    """

    type = choice("What closes?", SORTS, required=True)
    reason = text("Why?", required=True, long=True)
    evidence_of_change = entries("Which entries show the change?")
    outcomes_met = yes_no_unknown("Were the planned outcomes achieved, or each answered?")
    child_seen = yes_no_unknown("Was the child seen in the last 10 working days?")
    questions_answered = yes_no_unknown("Are all open questions answered?")
    child_views = text("What does the child think?", long=True)
    parents_views = text("What do the parents think?", long=True)
    agencies_told = yes_no_unknown("Have the other agencies been told?")
    chronology_current = yes_no_unknown("Is the chronology up to date?")
    pending = text("Is anything pending, in court or in health?")
    exceptions = text("Which closing standards are not met, and why close all the same?", long=True)
    decided_by = practitioner("Which manager decided?", required=True)


def sentence(content: Content) -> str:
    """
    Say what closed and why, and what was left undone.
    """
    return line(
        chosen(content, "type", SORTS, "Closed: {}"),
        says(content, "reason", "Reason: {}"),
        cites(content, "evidence_of_change", "Evidence of change: {}"),
        answered(content, "outcomes_met", no="Planned outcomes were left open."),
        answered(
            content,
            "child_seen",
            no="The child was not seen in the last 10 working days.",
        ),
        answered(content, "questions_answered", no="Questions were left open."),
        says(content, "child_views", "The child: {}"),
        says(content, "parents_views", "The parents: {}"),
        answered(content, "agencies_told", no="The other agencies were not told."),
        says(content, "pending", "Pending: {}"),
        says(content, "exceptions", "Exceptions: {}"),
        says(content, "decided_by", "Decided by {}"),
    )


KIND = EventKind(
    label="Closure",
    group=Group.CONTACT,
    content=Closure,
    sentence=sentence,
    roles=("worker",),
    always_significant=True,
)
