"""
An assessment was looked at again in the light of something new.

Source: the talk "Learning the lessons from Serious Case Reviews", slide 24: assessment is a
process, not an event; Munro (1999) on slow revision of views.
"""

from __future__ import annotations

from events.fields import choice, entries, people, practitioner, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import ASSESSMENTS
from events.told import Done
from events.wording import answered, chosen, cites, line, says


class AssessmentReviewed(Done):
    """
    What was new, whether the assessment still holds, and why.
    """

    type = choice("Which assessment?", ASSESSMENTS)
    cites = entries("Which new facts were considered?", required=True)
    still_holds = yes_no_unknown("Does the assessment still hold?", required=True)
    analysis = text("Why?", required=True, long=True)
    included_persons = people("Which adults does it now include?")
    considered_children = people("Which children does it now consider?")
    follows = text("What follows?", long=True)
    reviewed_by = practitioner("Who reviewed it?", required=True)


def sentence(content: Content) -> str:
    """
    Say what was considered, and whether the assessment still holds.
    """
    return line(
        chosen(content, "type", ASSESSMENTS, "Reviewed: {}"),
        cites(content, "cites", "Considered: {}"),
        answered(
            content,
            "still_holds",
            yes="The assessment still holds.",
            no="The assessment no longer holds.",
            unknown="Whether the assessment still holds is not known.",
        ),
        says(content, "analysis", "Analysis: {}"),
        says(content, "follows", "What follows: {}"),
        says(content, "reviewed_by", "Reviewed by {}"),
    )


KIND = EventKind(
    label="Assessment reviewed",
    group=Group.PROCESS,
    content=AssessmentReviewed,
    sentence=sentence,
    roles=("considered", "worker"),
    always_significant=True,
)
