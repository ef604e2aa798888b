"""
Where somebody of the record other than the child lives, from when, and whether that must be kept.

Source: reviews in which a partner's past lay at another address; Domestic Abuse Act 2021, part 3,
on what a refuge's address costs when it is told.
"""

from __future__ import annotations

from events.fields import rough_day, text, yes_no_unknown
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import answered, dated, line, says


class HomeRecorded(Fields):
    """
    A protected address is marked as it is written, so that no copy can leak it later.
    """

    address = text("The address", required=True, long=True, limit=1000)
    protected = yes_no_unknown(
        "Must this address be kept from anybody?",
        required=True,
        hint="If yes or not known, few may read it, no copy holds it, no search finds it.",
    )
    started = rough_day("Since when?", hint="As exactly as is known.")
    source = text("Who says so?")


def sentence(content: Content) -> str:
    """
    Say since when and according to whom; never the address itself.
    """
    return line(
        "Address recorded.",
        dated(content, "started", "Since {}"),
        answered(content, "protected", yes="The address is protected."),
        says(content, "source", "According to {}"),
    )


KIND = EventKind(
    label="Home recorded",
    group=Group.PEOPLE,
    content=HomeRecorded,
    sentence=sentence,
    by=By.ACTION,
)
