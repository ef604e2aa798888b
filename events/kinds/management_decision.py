"""
A manager, or somebody with the authority, decided something about a child, and why.

Source: Working Together to Safeguard Children (2023); the talk "Learning the lessons from Serious
Case Reviews", slide 23; reviews that found advice with neither a decision nor a reason.
"""

from __future__ import annotations

from events.fields import choice, entries, practitioner, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import LEGAL_FINDINGS, MEDICAL_FINDINGS
from events.told import Done
from events.wording import answered, chosen, cites, line, says

ABOUT = {
    "assessment_progress": "Progress of an assessment",
    "section_47": "A section 47 enquiry",
    "no_conference": "Not holding a conference",
    "conference_delay": "Delaying a conference",
    "visit_delay": "Seeing the child later than required",
    "not_seen": "A child who has not been seen",
    "step_up": "Stepping up",
    "step_down": "Stepping down",
    "return_home": "A return home",
    "placement": "A placement",
    "discharge": "Leaving hospital",
    "proceedings": "Care proceedings",
    "pre_proceedings": "The pre-proceedings process",
    "legal_planning_meeting": "Asking for a legal planning meeting",
    "legal_advice": "Legal advice received",
    "medical_advice": "Medical advice received",
    "criminal_enquiry": "A criminal enquiry",
    "family_meeting": "A family decision-making meeting",
    "plan_length": "A plan that has lasted long",
    "closure_proposed": "A proposal to close",
    "serious_incident": "A serious incident",
    "rapid_review": "A rapid review",
    "information_sharing": "Sharing information",
    "no_further_action": "Taking no further action",
    "other": "Something else",
}
FINDINGS = LEGAL_FINDINGS | {name: MEDICAL_FINDINGS[name] for name in ("non_accidental",)}
RESULTS = {
    "go_ahead": "Go ahead",
    "do_not": "Do not go ahead",
    "wait": "Wait",
    "none": "No decision yet",
}


class ManagementDecision(Done):
    """
    The advice that was before the decision-maker, the decision, and the reason.
    """

    about = choice("What is it about?", ABOUT, required=True)
    finding = choice("Which advice was there to decide on?", FINDINGS)
    decision = text("What was decided?", required=True, long=True)
    result = choice("In short", RESULTS)
    urgent = yes_no_unknown("Is it urgent?")
    reason = text("Why?", required=True, long=True)
    rests_on = entries("Which entries does it rest on?")
    evidence_of_change = entries("If stepping down: which entries show the change?")
    disagreed = text("Who disagreed, and why?", long=True)
    decided_by = practitioner("Who decided?", required=True)


def sentence(content: Content) -> str:
    """
    Say what was decided on which advice, why, and who disagreed.
    """
    return line(
        chosen(content, "about", ABOUT, "Decision about: {}"),
        chosen(content, "finding", FINDINGS, "Advice: {}"),
        says(content, "decision", "Decided: {}"),
        chosen(content, "result", RESULTS, "In short: {}"),
        answered(content, "urgent", yes="It is urgent."),
        says(content, "reason", "Reason: {}"),
        says(content, "decided_by", "Decided by {}"),
        says(content, "disagreed", "Disagreement: {}"),
        cites(content, "rests_on", "Rests on {}"),
        cites(content, "evidence_of_change", "Evidence of change: {}"),
    )


KIND = EventKind(
    label="Management decision",
    group=Group.PROCESS,
    content=ManagementDecision,
    sentence=sentence,
    roles=("considered", "worker"),
    always_significant=True,
    import_names=("decision",),
)
