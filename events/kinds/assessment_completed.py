"""
An assessment is finished: whom it included, what it rests on, and what it makes of the history.

Source: Working Together to Safeguard Children (2023), assessment; Child Safeguarding Practice
Review Panel, The myth of invisible men (2021); the talk "Learning the lessons from Serious Case
Reviews", slides 9, 11 and 24.
"""

from __future__ import annotations

from events.fields import choice, day, entries, people, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import ASSESSMENTS
from events.told import Done
from events.wording import answered, chosen, cites, dated, line, says

OUTCOMES = {
    "no_further_action": "No further action",
    "early_help": "Early help",
    "child_in_need": "Child in need plan",
    "section_47": "Section 47 enquiry",
    "conference": "Child protection conference",
    "proceedings": "Legal planning",
    "continues": "The present plan continues",
    "other": "Other",
}


class AssessmentCompleted(Done):
    """
    Citing the past and including every adult are facts that rules read, so both are asked.
    """

    type = choice("Which assessment?", ASSESSMENTS, required=True)
    included_persons = people("Which adults does it include?", required=True)
    not_included_reason = text("Which adults does it leave out, and why?", long=True)
    considered_children = people("Which children does it consider?", required=True)
    cites = entries("Which entries does it weigh?", hint="Older history too.")
    analysis = text(
        "What do you make of it, the history included?",
        required=True,
        long=True,
        hint="What the past means for the child today.",
    )
    lived_experience = text("What is it like to be this child?", long=True)
    outcome = choice("What follows?", OUTCOMES, required=True)
    shared_with_family = yes_no_unknown("Has it been shared with the family?")
    shared_on = day("When was it shared?")
    late_reason = text("If it took longer than the limit, why?")


def sentence(content: Content) -> str:
    """
    Say which assessment ended with what, and what it rests on.
    """
    return line(
        chosen(content, "type", ASSESSMENTS, "Assessment completed: {}"),
        chosen(content, "outcome", OUTCOMES, "What follows: {}"),
        says(content, "analysis", "Analysis: {}"),
        says(content, "not_included_reason", "Left out: {}"),
        cites(content, "cites", "Weighs {}"),
        answered(content, "shared_with_family", no="Not shared with the family."),
        dated(content, "shared_on", "Shared on {}"),
        says(content, "late_reason", "Took longer because: {}"),
    )


KIND = EventKind(
    label="Assessment completed",
    group=Group.PROCESS,
    content=AssessmentCompleted,
    sentence=sentence,
    roles=("considered", "seen"),
    always_significant=True,
    import_names=("assessment",),
)
