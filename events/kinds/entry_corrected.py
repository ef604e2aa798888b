"""
An entry was wrong in part; what it said stays readable, beside what it says now.

Source: UK GDPR, article 16 (rectification); Care Inspectorate, Practice guide to chronologies
(2017): accurate recording.
"""

from __future__ import annotations

from marshmallow import fields

from events.fields import entry, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import cites, line, says


class EntryCorrected(Fields):
    """
    The whole new content of the entry, and its date or the people in it where those were wrong.
    """

    entry = entry("Which entry?", required=True)
    content = fields.Dict(
        keys=fields.String(),
        metadata={"label": "What it should say", "hint": "", "shown_as": "content"},
    )
    occurred = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"label": "When it happened", "hint": "", "shown_as": "occurred"},
    )
    people = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()),
        metadata={
            "label": "Who was in it",
            "hint": "Everybody but the children whom it is about, each with what they did.",
            "shown_as": "part in it",
        },
    )
    reason = text("What was wrong, and how do you know?", required=True, long=True)


def sentence(content: Content) -> str:
    """
    Say which entry was corrected and why.
    """
    return line(
        cites(content, "entry", "Corrected: {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Entry corrected",
    group=Group.RECORD,
    content=EntryCorrected,
    sentence=sentence,
    by=By.ACTION,
)
