"""
An order or agreed arrangement ended, ran out, or was discharged.

Source: Children Act 1989, ss.44 to 46; reviews in which protection ended with nothing in its place.
"""

from __future__ import annotations

from events.fields import choice, entry, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import LOOKED_AFTER, ORDERS
from events.told import Done
from events.wording import answered, chosen, cites, line, says

HOW = {
    "ran_out": "Ran out",
    "discharged": "Discharged by the court",
    "replaced": "Replaced by another",
    "withdrawn": "Withdrawn",
}


class OrderEnded(Done):
    """
    Which, how, and what protects the child today.
    """

    order = entry("Which entry made it?")
    type = choice("Which order?", ORDERS, required=True)
    how = choice("How did it end?", HOW, required=True)
    replaced = yes_no_unknown("Is something else in its place?", required=True)
    after = text("What protects the child today?", long=True)
    looked_after = choice("Is the child looked after from then on?", LOOKED_AFTER)


def sentence(content: Content) -> str:
    """
    Say what ended and what is in its place.
    """
    return line(
        chosen(content, "type", ORDERS, "Ended: {}"),
        cites(content, "order", "Made by {}"),
        chosen(content, "how", HOW, "How: {}"),
        answered(
            content,
            "replaced",
            yes="Something else is in its place.",
            no="Nothing is in its place.",
            unknown="Not known whether anything is in its place.",
        ),
        says(content, "after", "Protects the child today: {}"),
        chosen(content, "looked_after", LOOKED_AFTER, "The child {}"),
    )


KIND = EventKind(
    label="Order ended",
    group=Group.LAW,
    content=OrderEnded,
    sentence=sentence,
    roles=("bound_by", "protected_by"),
    always_significant=True,
)
