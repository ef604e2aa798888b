"""
An entry or a record is open only to those named.

Source: Department for Education, Information sharing (2024): protect identities that could come to
harm; local rules on restricted records.
"""

from __future__ import annotations

from events.fields import agencies, choice, entry, text, texts
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import chosen, cites, line, says

CLASSES = {
    "third_party": "About somebody else",
    "protected_address": "Protected address",
    "police_intelligence": "Police intelligence",
    "informant": "Who told us",
    "legal_advice": "Legal advice",
    "adoption": "Adoption",
    "staff": "Own staff or somebody known",
    "other": "Other",
}


class AccessRestricted(Fields):
    """
    What, why, and who may still open it; that something is withheld stays visible.
    """

    entry = entry("Which entry?", hint="Leave empty for the whole record.")
    protects = choice("What is protected?", CLASSES)
    reason = text("Why?", required=True, long=True)
    people_allowed = texts("Which users may open it?")
    agencies_allowed = agencies("Which agencies may open it?")


def sentence(content: Content) -> str:
    """
    Say that something is restricted and why, never what it is.
    """
    return line(
        cites(content, "entry", "Restricted: {}") or "The record is restricted.",
        chosen(content, "protects", CLASSES, "Because of: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "agencies_allowed", "Open to {}"),
    )


KIND = EventKind(
    label="Access restricted",
    group=Group.RECORD,
    content=AccessRestricted,
    sentence=sentence,
    by=By.ACTION,
)
