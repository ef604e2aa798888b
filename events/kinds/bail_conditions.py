"""
Somebody around the child is on bail, with conditions that end on a day.

Source: Bail Act 1976; Police and Criminal Evidence Act 1984; reviews in which protection ended with
bail and nobody noticed.
"""

from __future__ import annotations

from events.fields import choice, day, due, text, texts, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, dated, each, line, says

STEPS = {
    "set": "Set",
    "changed": "Changed",
    "extended": "Extended",
    "breached": "Breached",
    "ended": "Ended",
}


class BailConditions(Done):
    """
    What is forbidden, until when, and what protects the child on the day it ends.
    """

    step = choice("What happened to them?", STEPS, required=True)
    conditions = texts("Conditions", required=True, hint="One a line.")
    ends = due("When do they end?", required=True)
    return_on = day("When is the return to bail?")
    named_officer = text("Which officer holds it?", required=True)
    child_protected = yes_no_unknown("Do the conditions keep the person from the child?")
    after = text("What protects the child the day they end?", long=True)


def sentence(content: Content) -> str:
    """
    Say what the conditions are and when they end.
    """
    return line(
        chosen(content, "step", STEPS, "Bail conditions: {}"),
        each(content, "conditions", "Conditions: {}"),
        dated(content, "ends", "End {}"),
        dated(content, "return_on", "Return to bail {}"),
        says(content, "named_officer", "Officer: {}"),
        answered(content, "child_protected", no="They do not keep the person from the child."),
        says(content, "after", "The day they end: {}"),
    )


KIND = EventKind(
    label="Bail conditions",
    group=Group.LAW,
    content=BailConditions,
    sentence=sentence,
    roles=("bailed", "protected_by"),
    always_significant=True,
)
