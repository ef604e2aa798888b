"""
One agency asks another what it knows of a child or an adult; past included.

Source: Working Together to Safeguard Children (2023), information sharing; the talk "Learning the
lessons from Serious Case Reviews", slide 14.
"""

from __future__ import annotations

from events.fields import agencies, due, several, text
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import chosen, dated, line, says

CHECKS = {
    "police": "Police records",
    "social_care": "Social care records",
    "other_area": "Records of other areas",
    "health": "Health records",
    "probation": "Probation records",
    "school": "School records",
    "housing": "Housing records",
    "disclosure_scheme": "Disclosure scheme",
}


class InformationRequest(Done):
    """
    Who is asked about whom; persons looked up are named by role.
    """

    to = agencies("Which agencies are asked?", required=True)
    asked = text("What are they asked?", required=True, long=True)
    checks = several("Which records are looked up?", CHECKS)
    due = due("By when should they answer?")
    reply = text("What came back, if it has already?", long=True)


def sentence(content: Content) -> str:
    """
    Say who was asked what, and what came back.
    """
    return line(
        says(content, "to", "Asked {}"),
        says(content, "asked", "Question: {}"),
        chosen(content, "checks", CHECKS, "Looked up: {}"),
        dated(content, "due", "Answer due {}"),
        says(content, "reply", "Reply: {}"),
    )


KIND = EventKind(
    label="Information requested",
    group=Group.CONTACT,
    content=InformationRequest,
    sentence=sentence,
    roles=("checked", "considered"),
)
