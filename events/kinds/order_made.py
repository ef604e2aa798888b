"""
A court or the police made an order, or agreed powers were used, that binds or protects somebody.

Source: Children Act 1989, ss.20, 31, 44 to 46; Domestic Abuse Act 2021, part 3.
"""

from __future__ import annotations

from events.fields import choice, day, due, text, texts
from events.kind import Content, EventKind, Group
from events.options import LOOKED_AFTER
from events.told import Done
from events.wording import chosen, dated, each, line, says

ORDERS = {
    "police_protection": "Police protection",
    "emergency_protection": "Emergency protection order",
    "accommodated": "Accommodated by agreement (section 20)",
    "interim_care": "Interim care order",
    "care": "Care order",
    "interim_supervision": "Interim supervision order",
    "supervision": "Supervision order",
    "placement": "Placement order",
    "adoption": "Adoption order",
    "special_guardianship": "Special guardianship order",
    "child_arrangements": "Child arrangements order",
    "prohibited_steps": "Prohibited steps or specific issue order",
    "non_molestation": "Non-molestation or occupation order",
    "domestic_abuse": "Domestic abuse protection notice or order",
    "stalking": "Stalking protection order",
    "restraining": "Restraining order",
    "sexual_harm": "Sexual harm prevention order",
    "fgm_protection": "Female genital mutilation protection order",
    "secure": "Secure accommodation order",
    "recovery": "Recovery order",
    "other": "Other order",
}


class OrderMade(Done):
    """
    What it orders, when it ends, and what comes after.
    """

    type = choice("Which order?", ORDERS, required=True)
    terms = texts("Its terms", hint="One a line.")
    ends = due("When does it end?", hint="Some end within hours: give the time too.")
    after = text("What protects the child when it ends?", long=True)
    looked_after = choice("Is the child looked after from then on?", LOOKED_AFTER)
    named_officer = text("Which officer or lawyer holds it?")
    served_on = day("When was it served?")


def sentence(content: Content) -> str:
    """
    Say which order was made, on which terms, and when it ends.
    """
    return line(
        chosen(content, "type", ORDERS, "Order made: {}"),
        each(content, "terms", "Terms: {}"),
        dated(content, "ends", "Ends {}"),
        says(content, "after", "When it ends: {}"),
        chosen(content, "looked_after", LOOKED_AFTER, "The child {}"),
    )


KIND = EventKind(
    label="Order made",
    group=Group.LAW,
    content=OrderMade,
    sentence=sentence,
    roles=("bound_by", "protected_by"),
    always_significant=True,
)
