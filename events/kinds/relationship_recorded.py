"""
What two people are to one another, from when, and how sure that is.

Source: Child Safeguarding Practice Review Panel, The myth of invisible men (2021); the talk
"Learning the lessons from Serious Case Reviews", slide 14.
"""

from __future__ import annotations

from events.fields import choice, person, rough_day, text, yes_no_unknown
from events.kind import By, Content, EventKind, Group
from events.options import HOW_OVER, QUALITIES, UNIONS
from events.told import Fields
from events.wording import answered, chosen, dated, line, says

CLOSENESS = {
    "parent": "Parent",
    "partner of a parent": "Partner of a parent",
    "adult of the household": "Adult of the household",
    "child of the household": "Child of the household",
    "sibling": "Brother or sister",
    "carer": "Carer",
    "relative": "Relative",
    "friend": "Friend",
    "professional": "Practitioner",
    "outside the home": "Outside the home, such as a neighbour or landlord",
    "named": "Only named",
}
"""As ``projections.people.tie.Closeness`` reads it."""
CERTAINTY = {
    "certain": "Certain",
    "likely": "Likely",
    "claimed": "Claimed by one person",
    "denied": "Denied by one",
}


class RelationshipRecorded(Fields):
    """
    From one person to the other, in the record's own words; with nobody named, to the child.
    """

    from_person = person("Who?")
    to_person = person("To whom?")
    relation = text("What are they to them?", required=True, hint="Such as mother, uncle, lodger.")
    closeness = choice("Which of these comes nearest?", CLOSENESS)
    certainty = choice(
        "How sure is it?",
        CERTAINTY,
    )
    parental_responsibility = yes_no_unknown("Parental responsibility?")
    union = choice("If they are or were a couple: what sort?", UNIONS)
    over = choice("If that is over: how did it end?", HOW_OVER)
    quality = choice("How are they with one another?", QUALITIES)
    started = rough_day("Since when?", hint="As exactly as is known.")
    ended = rough_day("Until when?", hint="As exactly as is known.")
    source = text("Who says so?")


def sentence(content: Content) -> str:
    """
    Say the relation, its dates and how sure it is.
    """
    unsure = {
        "likely": "Likely, not certain.",
        "claimed": "Claimed.",
        "denied": "Denied by one.",
    }
    return line(
        says(content, "relation", "Relationship: {}"),
        chosen(content, "union", UNIONS, "As a couple: {}"),
        chosen(content, "over", HOW_OVER, "It is over: {}"),
        chosen(content, "quality", QUALITIES, "With one another: {}"),
        dated(content, "started", "Since {}"),
        dated(content, "ended", "Until {}"),
        unsure.get(str(content.get("certainty")), ""),
        answered(content, "parental_responsibility", yes="With parental responsibility."),
        says(content, "source", "According to {}"),
    )


KIND = EventKind(
    label="Relationship recorded",
    group=Group.PEOPLE,
    content=RelationshipRecorded,
    sentence=sentence,
    roles=("related",),
    by=By.ACTION,
)
