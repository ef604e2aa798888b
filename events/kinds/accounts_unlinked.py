"""
Entries taken for accounts of one incident are not; the link is undone.

Source: Care Inspectorate, Practice guide to chronologies (2017), multi-agency chronologies.
"""

from __future__ import annotations

from events.fields import entry, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import cites, line, says


class AccountsUnlinked(Fields):
    """
    Which link, and why they are two incidents.
    """

    link = entry("Which link?", required=True)
    reason = text("Why are they not one incident?", required=True, long=True)


def sentence(content: Content) -> str:
    """
    Say which link was undone and why.
    """
    return line(
        cites(content, "link", "Not one incident: undoes {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Accounts unlinked",
    group=Group.RECORD,
    content=AccountsUnlinked,
    sentence=sentence,
    by=By.ACTION,
)
