"""
A planned outcome was looked at again: achieved, partly or not, and on what evidence.

Source: the talk "Learning the lessons from Serious Case Reviews", slides 10 and 16: participation
is not co-operation; attendance is not change.
"""

from __future__ import annotations

from events.fields import choice, entries, outcome, text
from events.kind import By, Content, EventKind, Group
from events.told import Done
from events.wording import chosen, cites, line, says

SAID_BY = {
    "practitioner": "A practitioner who saw it",
    "carer": "A parent or carer",
    "child": "The child",
    "other": "Somebody else",
}
RESULTS = {"achieved": "Achieved", "partly": "Partly achieved", "not": "Not achieved"}


class OutcomeReviewed(Done):
    """
    The result and the entries that show change for the child.
    """

    outcome = outcome("Which outcome?")
    result = choice("What was found?", RESULTS, required=True)
    said_by = choice("Who says so?", SAID_BY)
    contradicted_by = entries("Which entries say otherwise?")
    evidence_of_change = entries(
        "Which entries show the change?", hint="What is different for the child."
    )
    why_attendance_shows_change = text(
        "If it is only attendance, how does that show change for the child?", long=True
    )
    next_step = text("What follows?", long=True)


def sentence(content: Content) -> str:
    """
    Say what the review found, and that no evidence was cited where none was.
    """
    found = chosen(content, "result", RESULTS, "Outcome reviewed: {}")
    claimed = content.get("result") in {"achieved", "partly"}
    bare = claimed and content.get("evidence_of_change") == []
    return line(
        found,
        cites(content, "evidence_of_change", "Evidence of change: {}"),
        "No evidence of change is cited." if bare else "",
        chosen(content, "said_by", SAID_BY, "Said by: {}"),
        cites(content, "contradicted_by", "Otherwise: {}"),
        says(content, "why_attendance_shows_change", "Why attendance shows change: {}"),
        says(content, "next_step", "Next: {}"),
    )


KIND = EventKind(
    label="Outcome reviewed",
    group=Group.PROCESS,
    content=OutcomeReviewed,
    sentence=sentence,
    roles=("owner",),
    by=By.ACTION,
    always_significant=True,
    import_names=("plan_outcome_reviewed",),
)
