"""
A risk, the response to it, the desired outcome, one owner, a date, and what would show it.

Source: the talk "Learning the lessons from Serious Case Reviews", slides 8 and 15; Working Together
to Safeguard Children (2023), child protection plan; Wales Safeguarding Procedures (contingency).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from events.fields import agency, choice, due, entries, practitioner, text, whole_number
from events.kind import By, Content, EventKind, Group
from events.options import DUE_UNITS, SERVICES
from events.told import Done
from events.wording import chosen, cites, dated, line, says

ORIGINS = {
    "plan": "A plan",
    "timescale": "A statutory or procedural timescale",
    "trigger": "A mandatory trigger",
    "handover": "A handover",
    "challenge": "A challenge",
    "indicator": "An open question",
}
OWED = {
    "visit": "Visits to the child",
    "assessment": "Assessment",
    "medical": "Medical or developmental assessment",
    "legal_planning_meeting": "Legal planning meeting",
    "conference": "Conference",
    "report": "Report or information",
    "service": "Service for the family",
    "protection": "Arrangement that protects the child",
    "condition": "Condition to be met first",
    "other": "Other",
}
URGENCY = {"urgent": "Yes", "usual": "No"}
CONDITION_FOR = {
    "return_home": "A return home",
    "contact": "Time with somebody",
    "placement": "A placement",
    "closure": "Closing",
}


class OutcomePlanned(Done):
    """
    A person must fill all of a plan's outcome; what a timescale opens may lack a named owner.
    """

    risk = text("What is the risk to the child?", required=True, long=True)
    response = text("What will be done about it?", required=True, long=True)
    desired = text(
        "What should be different for the child?",
        required=True,
        long=True,
        hint="A change for the child; attending a course is not one.",
    )
    measure = text("What evidence would show it?", required=True, long=True)
    owner = practitioner("Which one person owns it?", required=True)
    agency = agency("Of which agency?", required=True)
    due = due("By when?", required=True)
    urgency = choice(
        "May the child be in danger until it is done?",
        URGENCY,
        hint="If so, those above hear a working day apart, and not two.",
    )
    contingency = text("What happens if it is not achieved by then?", long=True)
    owed = choice("What is it that is owed?", OWED)
    service = choice("If it is a service: which sort?", SERVICES)
    condition_for = choice("Is it a condition that must be met before something?", CONDITION_FOR)
    visit_every = whole_number("If visits: every how many?", least=1, most=366)
    visit_every_unit = choice("Counted in", DUE_UNITS)
    origin = choice("Where does it come from?", ORIGINS)
    practice_id = text("Row of the practice table", limit=20)
    timescale = text("Name of the timescale", limit=100)
    edition = text("Edition of the timescale", limit=100)
    limit_words = text("The limit, in words")
    responsible = text("The role that is responsible")
    evidence = entries("Which entries opened it?")

    def excused(self, content: Mapping[str, Any]) -> tuple[str, ...]:
        """
        Excuse what only a person can give from an outcome that the service opens by rule.
        """
        if content.get("origin", "plan") == "plan":
            return ()
        return ("risk", "response", "measure", "owner", "agency", "due")


def sentence(content: Content) -> str:
    """
    Say what should be different for the child, who answers for it and by when.
    """
    return line(
        says(content, "desired", "Planned outcome: {}"),
        says(content, "risk", "Risk: {}"),
        says(content, "response", "Response: {}"),
        says(content, "measure", "Shown by: {}"),
        says(content, "owner", "Owner: {}"),
        says(content, "responsible", "Responsible: {}"),
        says(content, "agency", "Agency: {}"),
        dated(content, "due", "Due {}"),
        says(content, "limit_words", "Limit: {}"),
        chosen(content, "urgency", {"urgent": "yes"}, "Urgent: {}"),
        chosen(content, "condition_for", CONDITION_FOR, "Must be met before: {}"),
        says(content, "contingency", "If not achieved: {}"),
        cites(content, "evidence", "Opened by {}"),
    )


KIND = EventKind(
    label="Outcome planned",
    group=Group.PROCESS,
    content=OutcomePlanned,
    sentence=sentence,
    roles=("owner",),
    by=By.ACTION,
    import_names=("plan_outcome_set",),
)
