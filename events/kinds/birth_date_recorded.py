"""
A date of birth that a source gives for somebody already in the record; an earlier one stays.

Source: reviews in which a person's past lay under another date of birth; the talk "Learning the
lessons from Serious Case Reviews", slide 11.
"""

from __future__ import annotations

from events.fields import choice, partial_day, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import chosen, line, says

CERTAINTY = {
    "sure": "Sure: a certificate or the hospital says so",
    "approximate": "Approximate",
    "conflicting": "Sources differ",
}


class BirthDateRecorded(Fields):
    """
    The date, how sure it is, and who says so.
    """

    date_of_birth = partial_day("Date of birth", hint="As exactly as is known.")
    certainty = choice("How sure is it?", CERTAINTY, required=True)
    source = text("Who says so?")


def sentence(content: Content) -> str:
    """
    Give the date, how sure it is and its source.
    """
    return line(
        says(content, "date_of_birth", "Date of birth: {}"),
        chosen(content, "certainty", CERTAINTY),
        says(content, "source", "According to {}"),
    )


KIND = EventKind(
    label="Date of birth recorded",
    group=Group.PEOPLE,
    content=BirthDateRecorded,
    sentence=sentence,
    by=By.ACTION,
)
