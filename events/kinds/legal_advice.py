"""
A lawyer advised on a child; advice without a decision is itself a finding.

Source: Public Law Outline practice; reviews that found advice that nobody acted on.
"""

from __future__ import annotations

from events.fields import choice, entries, practitioner, text
from events.kind import Content, EventKind, Group
from events.options import LEGAL_FINDINGS
from events.told import Done
from events.wording import chosen, cites, line, says


class LegalAdvice(Done):
    """
    What was asked, what was advised, and on which facts.
    """

    asked = text("What was asked?", required=True)
    finding = choice("What is the advice?", LEGAL_FINDINGS, required=True)
    advice = text("The advice in words", required=True, long=True)
    rests_on = entries("Which entries was it given on?")
    given_by = practitioner("Who advised?", required=True)
    given_to = text("To whom?")


def sentence(content: Content) -> str:
    """
    Say what was advised by whom.
    """
    return line(
        chosen(content, "finding", LEGAL_FINDINGS, "Legal advice: {}"),
        says(content, "asked", "Asked: {}"),
        says(content, "advice", "Advice: {}"),
        says(content, "given_by", "By {}"),
        says(content, "given_to", "To {}"),
        cites(content, "rests_on", "Rests on {}"),
    )


KIND = EventKind(
    label="Legal advice",
    group=Group.LAW,
    content=LegalAdvice,
    sentence=sentence,
    always_significant=True,
)
