"""
A partnership adopted a rule, a timescale or a ladder in a version, from a day on.

Source: Working Together to Safeguard Children (2023): safeguarding partners publish their own
arrangements.
"""

from __future__ import annotations

from events.fields import choice, day, practitioner, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import chosen, dated, line, says

SORTS = {"rule": "Rule", "timescale": "Timescale", "ladder": "Ladder", "standard": "Standard"}


class RuleAdopted(Fields):
    """
    What, in which version, from when, why.
    """

    type = choice("What is it?", SORTS)
    rule = text("Which?", required=True, limit=200)
    version = text("In which version?", limit=20)
    from_day = day("From which day?")
    reason = text("Why?", required=True, long=True)
    source = text("On which publication or decision?")
    decided_by = practitioner("Who decided?")


def sentence(content: Content) -> str:
    """
    Say what was adopted from when.
    """
    return line(
        says(content, "rule", "Adopted: {}"),
        chosen(content, "type", SORTS),
        says(content, "version", "Version {}"),
        dated(content, "from_day", "From {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "decided_by", "Decided by {}"),
    )


KIND = EventKind(
    label="Rule adopted",
    group=Group.RECORD,
    content=RuleAdopted,
    sentence=sentence,
    by=By.ACTION,
)
