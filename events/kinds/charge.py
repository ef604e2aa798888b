"""
Somebody around the child was charged, or it was decided not to charge.

Source: Code for Crown Prosecutors; Care Inspectorate, Practice guide to chronologies (2017).
"""

from __future__ import annotations

from events.fields import choice, day, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, dated, line, says

DECISIONS = {
    "charged": "Charged",
    "not_charged": "Not charged",
    "caution": "Cautioned",
    "discontinued": "Charge dropped",
}


class Charge(Done):
    """
    No charge says that a test of evidence was not met, not that a child is safe.
    """

    decision = choice("What was decided?", DECISIONS, required=True)
    offence = text("For which offence?", required=True)
    concerns_child = yes_no_unknown("Is a child said to be the victim?")
    reason = text("What reason was given?")
    told = text("Who has been told of it?")
    court_on = day("When is the first hearing?")


def sentence(content: Content) -> str:
    """
    Say what was decided on which offence.
    """
    return line(
        chosen(content, "decision", DECISIONS),
        says(content, "offence", "Offence: {}"),
        answered(content, "concerns_child", yes="A child is said to be the victim."),
        says(content, "reason", "Reason given: {}"),
        says(content, "told", "Told: {}"),
        dated(content, "court_on", "First hearing {}"),
    )


KIND = EventKind(
    label="Charging decision",
    group=Group.LAW,
    content=Charge,
    sentence=sentence,
    roles=("charged", "harmed"),
    always_significant=True,
)
