"""
A conference pack went to somebody, and whether it was received.

Source: local practice: decisions in one working day, record in 20, receipt confirmed.
"""

from __future__ import annotations

from events.fields import agency, choice, day, entry, practitioner, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Told
from events.wording import answered, chosen, cites, dated, line, says

HOW = {"here": "Opened here", "mail": "Post", "hand": "By hand", "secure_mail": "Secure e-mail"}


class PackDelivered(Told):
    """
    Which pack, to whom, how.
    """

    pack = entry("Which pack?", required=True)
    to = text("To whom?", required=True)
    agency = agency("Of which agency?")
    how = choice("How?", HOW)
    received = yes_no_unknown("Has receipt been confirmed?")
    received_on = day("When?")
    delivered_by = practitioner("Who delivered it?")


def sentence(content: Content) -> str:
    """
    Say to whom it went and whether it arrived.
    """
    return line(
        says(content, "to", "Conference pack delivered to: {}"),
        cites(content, "pack", "Made in {}"),
        says(content, "agency", "Agency: {}"),
        chosen(content, "how", HOW, "How: {}"),
        answered(content, "received", yes="Receipt confirmed.", no="Receipt not confirmed."),
        dated(content, "received_on", "Received on {}"),
    )


KIND = EventKind(
    label="Conference pack delivered",
    group=Group.PROCESS,
    content=PackDelivered,
    sentence=sentence,
)
