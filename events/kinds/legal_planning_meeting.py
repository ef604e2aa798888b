"""
A legal planning meeting was held; asking for one is a management decision.

Source: Children Act 1989, s.31; Public Law Outline practice (not verified).
"""

from __future__ import annotations

from events.fields import agencies, choice, day, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import LEGAL_FINDINGS
from events.told import Done
from events.wording import answered, chosen, dated, line, says

DECISIONS = {
    "proceedings": "Issue proceedings",
    "pre_proceedings": "Pre-proceedings, letter to the parents",
    "plan": "Go on with the present plan",
    "more_needed": "Get more information first",
    "none": "No decision",
}


class LegalPlanningMeeting(Done):
    """
    The advice, the decision, and the reason for it; three facts.
    """

    agencies_present = agencies("Who was there?", required=True)
    asked_on = day("When was it asked for?")
    finding = choice("What was the legal advice?", LEGAL_FINDINGS, required=True)
    decision = choice("What was decided?", DECISIONS, required=True)
    reason = text("Why?", required=True, long=True)
    family_meeting_offered = yes_no_unknown("Has a family decision-making meeting been offered?")
    chronology_seen = yes_no_unknown("Was a chronology before the meeting?")
    late_reason = text("If it was held late, why?")


def sentence(content: Content) -> str:
    """
    Say what was advised and decided, and why.
    """
    return line(
        chosen(content, "finding", LEGAL_FINDINGS, "Legal planning meeting, advice: {}"),
        chosen(content, "decision", DECISIONS, "Decided: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "agencies_present", "There: {}"),
        dated(content, "asked_on", "Asked for on {}"),
        says(content, "late_reason", "Held late because: {}"),
        answered(content, "family_meeting_offered", no="No family meeting has been offered."),
        answered(content, "chronology_seen", no="No chronology was before the meeting."),
    )


KIND = EventKind(
    label="Legal planning meeting",
    group=Group.LAW,
    content=LegalPlanningMeeting,
    sentence=sentence,
    roles=("attended", "absent"),
    always_significant=True,
    attended=True,
)
