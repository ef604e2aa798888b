"""
A relationship ended, or is no longer what it was; its past stays.

Source: reviews in which a protective person was cut off; the talk "Learning the lessons from
Serious Case Reviews", slide 14.
"""

from __future__ import annotations

from events.fields import choice, entry, rough_day, text, yes_no_unknown
from events.kind import By, Content, EventKind, Group
from events.options import HOW_OVER
from events.told import Fields
from events.wording import answered, chosen, cites, dated, line, says


class RelationshipEnded(Fields):
    """
    Which, when, and whether somebody who protected the child is gone.
    """

    relationship = entry("Which relationship?")
    relation = text("What were they to them?")
    ended = rough_day("When did it end?", hint="As exactly as is known.")
    how = choice("If they were a couple: how did it end?", HOW_OVER)
    reason = text("Why, as far as is known?")
    still_contact = yes_no_unknown("Do they still meet?")
    protective = yes_no_unknown("Did they protect the child?")
    replaced = text("Who looks out for the child now?")
    source = text("Who says so?")


def sentence(content: Content) -> str:
    """
    Say what ended, and what that takes from the child.
    """
    return line(
        says(content, "relation", "Relationship ended: {}") or "Relationship ended.",
        cites(content, "relationship", "Recorded in {}"),
        dated(content, "ended", "When: {}"),
        chosen(content, "how", HOW_OVER, "How: {}"),
        says(content, "reason", "Reason: {}"),
        answered(content, "still_contact", yes="They still meet."),
        answered(content, "protective", yes="They protected the child."),
        says(content, "replaced", "Looks out for the child now: {}"),
        says(content, "source", "According to {}"),
    )


KIND = EventKind(
    label="Relationship ended",
    group=Group.PEOPLE,
    content=RelationshipEnded,
    sentence=sentence,
    roles=("related", "protected"),
    by=By.ACTION,
)
