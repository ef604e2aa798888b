"""
A number by which an agency knows a person.

Source: Children's Wellbeing and Schools Act 2026, s.4 (consistent identifiers, commencement to be
confirmed); NHS number.
"""

from __future__ import annotations

from events.fields import agency, choice, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import chosen, line, says

SORTS = {
    "nhs": "NHS number",
    "upn": "Unique pupil number",
    "single": "Single unique identifier",
    "social_care": "Social care number",
    "police": "Police number",
    "hospital": "Hospital number",
    "other": "Other number",
}


class IdentifierRecorded(Fields):
    """
    Its sort and value; the number itself stays out of the sentence.
    """

    type = choice("Which number?", SORTS, required=True)
    value = text("The number", required=True, limit=100)
    agency = agency("Of which agency?")


def sentence(content: Content) -> str:
    """
    Say which number was recorded, not the number.
    """
    return line(
        chosen(content, "type", SORTS, "Recorded: {}"),
        says(content, "agency", "Of {}"),
    )


KIND = EventKind(
    label="Identifier recorded",
    group=Group.PEOPLE,
    content=IdentifierRecorded,
    sentence=sentence,
    by=By.ACTION,
)
