"""
Contact between the child and somebody is limited, or no longer is: how, on what ground, until when.

Source: Children Act 1989, ss.8 and 34 (contact); reviews in which a written agreement was taken for
protection and nobody watched whether it was kept.
"""

from __future__ import annotations

from events.fields import choice, due, entry, text, texts
from events.kind import Content, EventKind, Group
from events.options import CONTACT, ON_WHAT_GROUND
from events.told import Done
from events.wording import chosen, cites, dated, each, line, says


class ContactRestricted(Done):
    """
    Who is limited is named by role; a later entry about the same person takes this one's place.
    """

    contact = choice("What contact may there be?", CONTACT, required=True)
    ground = choice("On what ground?", ON_WHAT_GROUND, required=True)
    terms = texts("Its terms", hint="One a line.")
    ends = due("Until when?")
    order = entry("Which entry made the order, if one did?")
    supervised_by = text("Who supervises it?")
    watched = text("Who sees to it that it is kept, and how?", long=True)


def sentence(content: Content) -> str:
    """
    Say what contact there may be, on what ground and until when.
    """
    return line(
        chosen(content, "contact", CONTACT, "Contact: {}"),
        chosen(content, "ground", ON_WHAT_GROUND, "Ground: {}"),
        each(content, "terms", "Terms: {}"),
        dated(content, "ends", "Until {}"),
        cites(content, "order", "Made by {}"),
        says(content, "supervised_by", "Supervised by {}"),
        says(content, "watched", "Watched by: {}"),
    )


KIND = EventKind(
    label="Contact limited",
    group=Group.PEOPLE,
    content=ContactRestricted,
    sentence=sentence,
    roles=("bound_by", "protected_by"),
    always_significant=True,
)
