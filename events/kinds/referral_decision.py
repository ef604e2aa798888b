"""
What was decided on a referral, by whom and why, and whether the referrer was told.

Source: Working Together to Safeguard Children (2023), chapter 3: within one working day, and the
referrer told; two separate facts.
"""

from __future__ import annotations

from events.fields import (
    choice,
    day,
    entries,
    entry,
    practitioner,
    text,
    yes_no_unknown,
)
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, cites, dated, line, says

DECISIONS = {
    "no_further_action": "No further action",
    "advice": "Information and advice",
    "early_help": "Early help",
    "assessment": "Assessment",
    "strategy_discussion": "Strategy discussion",
    "immediate_protection": "Immediate protection",
    "other": "Other",
}


class ReferralDecision(Done):
    """
    The decision, its threshold and reason; saying no is a decision too.
    """

    referral = entry("Which referral does this decide?")
    decision = choice("What was decided?", DECISIONS, required=True)
    threshold = text("Which threshold was applied?")
    reason = text("Why?", required=True, long=True)
    rests_on = entries("Which entries does the decision rest on?")
    decided_by = practitioner("Who decided?", required=True)
    history_checked = yes_no_unknown("Was every adult of the household looked up first?")
    referrer_told = yes_no_unknown("Has the referrer been told?")
    referrer_told_on = day("When was the referrer told?")


def sentence(content: Content) -> str:
    """
    Say what was decided and why, and whether the referrer knows.
    """
    return line(
        chosen(content, "decision", DECISIONS, "Decision on the referral: {}"),
        says(content, "reason", "Reason: {}"),
        says(content, "decided_by", "Decided by {}"),
        answered(
            content,
            "history_checked",
            yes="Every adult of the household was looked up first.",
            no="Not every adult of the household was looked up first.",
        ),
        answered(
            content,
            "referrer_told",
            yes="The referrer has been told.",
            no="The referrer has not been told.",
        ),
        dated(content, "referrer_told_on", "Referrer told on {}"),
        cites(content, "rests_on", "Rests on {}"),
    )


KIND = EventKind(
    label="Decision on a referral",
    group=Group.CONTACT,
    content=ReferralDecision,
    sentence=sentence,
    roles=("referrer", "checked"),
    always_significant=True,
)
