"""
A request that children's social care act for a child; it starts the one-day clock.

Source: Working Together to Safeguard Children (2023), chapter 3 (referrals, immediate protection);
children in need census (sources of referral).
"""

from __future__ import annotations

from events.fields import choice, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import CONCERNS, FROM_WHOM
from events.told import Told
from events.wording import answered, chosen, line, says


class Referral(Told):
    """
    Who refers, what for, and whether anything must happen today.
    """

    from_whom = choice("Who refers?", FROM_WHOM, required=True)
    concern = text("What is the concern?", required=True, long=True)
    concerns = several("Which of these does it raise?", CONCERNS)
    immediate_risk = yes_no_unknown(
        "Is there a risk to life, or of serious harm today?",
        required=True,
        hint="If yes, protect first; the rest of the form can wait.",
    )
    parent_aware = yes_no_unknown("Do the parents know of this referral?")
    not_aware_reason = text("If they do not know, why not?")
    child_spoken = yes_no_unknown("Has the referrer spoken with the child?")


def sentence(content: Content) -> str:
    """
    Say who refers for what, and whether it cannot wait.
    """
    return line(
        chosen(content, "from_whom", FROM_WHOM, "Referral from: {}"),
        says(content, "concern", "Concern: {}"),
        answered(content, "immediate_risk", yes="Risk of serious harm today."),
        answered(
            content,
            "parent_aware",
            yes="Parents know of the referral.",
            no="Parents do not know of the referral.",
        ),
        says(content, "not_aware_reason", "Why not: {}"),
    )


KIND = EventKind(
    label="Referral",
    group=Group.CONTACT,
    content=Referral,
    sentence=sentence,
    roles=("referrer", "harmed_by"),
    always_significant=True,
)
