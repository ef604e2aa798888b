"""
A conference: who was there, whether it could decide, and what it decided.

Source: Working Together to Safeguard Children (2023), child protection conferences; Sussex
Safeguarding Children Procedures 5.11; Wales Safeguarding Procedures (views, dissent).
"""

from __future__ import annotations

from events.fields import agencies, choice, day, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import CATEGORIES, MEETINGS, TOOK_PART
from events.told import Done
from events.wording import answered, chosen, dated, line, says

DECISIONS = {
    "plan_made": "A child protection plan is made",
    "plan_continues": "The plan continues",
    "plan_ends": "The plan ends",
    "no_plan": "No child protection plan",
    "adjourned": "Adjourned",
    "other": "Other",
}


class ConferenceHeld(Done):
    """
    A conference that was not quorate has decided nothing, so it is asked.
    """

    type = choice("Which conference?", MEETINGS, required=True)
    agencies_present = agencies("Which agencies were there?", required=True)
    agencies_absent = agencies("Which were invited and not there?")
    took_part = several("Whose professionals took part?", TOOK_PART)
    quorate = yes_no_unknown("Was it quorate?", required=True)
    decision = choice("What was decided?", DECISIONS, required=True)
    category = several("Under which categories?", CATEGORIES)
    reason = text("Why?", long=True)
    dissent = text("Who disagreed, and why?", long=True)
    child_views = text("What are the child's views, and who gave them?", long=True)
    parents_views = text("What are the parents' views?", long=True)
    chronology_seen = yes_no_unknown("Was a chronology before the conference?")
    agencies_without_report = agencies("Which agencies sent no report?")
    interim_plan = text("If nothing was decided, what protects the child meanwhile?")
    next_on = day("When is the next one?")


def sentence(content: Content) -> str:
    """
    Say what was decided in which categories, who was missing and who disagreed.
    """
    return line(
        chosen(content, "type", MEETINGS, "{} held"),
        chosen(content, "decision", DECISIONS, "Decision: {}"),
        chosen(content, "category", CATEGORIES, "Category: {}"),
        answered(content, "quorate", no="It was not quorate."),
        says(content, "agencies_present", "There: {}"),
        says(content, "agencies_absent", "Invited and not there: {}"),
        chosen(content, "took_part", TOOK_PART, "Took part: {}"),
        says(content, "agencies_without_report", "No report from {}"),
        says(content, "dissent", "Dissent: {}"),
        says(content, "child_views", "The child's views: {}"),
        says(content, "parents_views", "The parents' views: {}"),
        says(content, "interim_plan", "Meanwhile: {}"),
        dated(content, "next_on", "Next on {}"),
    )


KIND = EventKind(
    label="Conference held",
    group=Group.PROCESS,
    content=ConferenceHeld,
    sentence=sentence,
    roles=("attended", "absent"),
    always_significant=True,
    attended=True,
    import_names=("conference",),
)
