"""
Another name, spelling or script of a person, from a day on.

Source: reviews in which a person's past lay under another spelling; the talk "Learning the lessons
from Serious Case Reviews", slide 11.
"""

from __future__ import annotations

from events.fields import choice, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import chosen, line, says

SORTS = {
    "in_use": "The name in use",
    "birth": "Name at birth",
    "married": "Married name",
    "former": "Former name",
    "alias": "Also known as",
    "spelling": "Another spelling",
    "script": "In another script",
}


class NameRecorded(Fields):
    """
    The name, of which sort, and who says so.
    """

    name = text("Name", required=True)
    type = choice("Which sort of name?", SORTS)
    source = text("Who says so?")


def sentence(content: Content) -> str:
    """
    Give the name and its sort.
    """
    return line(
        says(content, "name", "Name: {}"),
        chosen(content, "type", SORTS),
        says(content, "source", "According to {}"),
    )


KIND = EventKind(
    label="Name recorded",
    group=Group.PEOPLE,
    content=NameRecorded,
    sentence=sentence,
    by=By.ACTION,
)
