"""
A section 47 enquiry ended: what it found, and what follows.

Source: Children Act 1989, s.47; Working Together to Safeguard Children (2023), section 47
enquiries.
"""

from __future__ import annotations

from events.fields import choice, day, entries, practitioner, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, cites, dated, line, says

FINDINGS = {
    "not_substantiated": "Concerns not substantiated",
    "no_continuing_risk": "Substantiated, no continuing risk of significant harm",
    "continuing_risk": "Substantiated, continuing risk of significant harm",
}
FOLLOWS = {
    "conference": "Child protection conference",
    "no_conference": "No conference, by a manager's decision",
    "child_in_need": "Child in need plan",
    "early_help": "Early help",
    "no_further_action": "No further action",
    "proceedings": "Care proceedings",
}


class Section47EnquiryConcluded(Done):
    """
    The finding, the reason, and whether every child was seen and heard.
    """

    finding = choice("What did it find?", FINDINGS, required=True)
    follows = choice("What follows?", FOLLOWS, required=True)
    reason = text("Why?", required=True, long=True)
    rests_on = entries("Which entries does it rest on?")
    child_spoken = yes_no_unknown("Was every child seen and spoken to alone?")
    medical_considered = yes_no_unknown("Was a medical examination considered?")
    conference_on = day("When is the conference?")
    approved_by = practitioner("Which manager approved it?", required=True)


def sentence(content: Content) -> str:
    """
    Say what was found, what follows and why.
    """
    return line(
        chosen(content, "finding", FINDINGS, "Section 47 enquiry concluded: {}"),
        chosen(content, "follows", FOLLOWS, "What follows: {}"),
        says(content, "reason", "Reason: {}"),
        dated(content, "conference_on", "Conference {}"),
        answered(content, "child_spoken", no="Not every child was seen and spoken to alone."),
        answered(content, "medical_considered", no="A medical examination was not considered."),
        says(content, "approved_by", "Approved by {}"),
        cites(content, "rests_on", "Rests on {}"),
    )


KIND = EventKind(
    label="Section 47 enquiry concluded",
    group=Group.PROCESS,
    content=Section47EnquiryConcluded,
    sentence=sentence,
    roles=("considered", "worker"),
    always_significant=True,
)
