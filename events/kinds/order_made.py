"""
A court or the police made an order, or agreed powers were used, that binds or protects somebody.

Source: Children Act 1989, ss.20, 31, 44 to 46; Domestic Abuse Act 2021, part 3.
"""

from __future__ import annotations

from events.fields import choice, day, due, text, texts
from events.kind import Content, EventKind, Group
from events.options import LOOKED_AFTER, ORDERS
from events.told import Done
from events.wording import chosen, dated, each, line, says


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
