"""
Asks on what evidence a concern was set aside, where nobody spoke to the child or the referrer.

Source: "Learning the lessons from Serious Case Reviews", slide 9; Ofsted, The voice of the
child (2011): relatives who were not heard; national reviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.incidents import evidence, incidents
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.risk.history import History

_SET_ASIDE = frozenset({"malicious", "unfounded", "false", "explained", "withdrawn"})
_SPOKEN = {"child_spoken": "the child", "referrer_spoken": "whoever raised it"}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each concern or allegation that was set aside with one of the two not spoken to.

    An import without such columns does not say that nobody was.
    """
    del on, settings
    for concern in incidents(history.near("concern_raised", "allegation_against_a_person")):
        unheard = [
            words
            for name, words in _SPOKEN.items()
            if not concern.says(name, "yes")
            and any(account.answer(name) is not None for account in concern.accounts)
        ]
        if concern.says("finding", *_SET_ASIDE) and unheard:
            yield Found(
                evidence=evidence([concern]),
                since=concern.known_from,
                about=concern.id,
                note=f"Not recorded as spoken to: {', '.join(unheard)}.",
            )


RULE = Rule(
    practice_id="R20",
    question="On what evidence was it set aside, and who was not asked?",
    lesson="A concern was called malicious, and nobody asked the child.",
    would_show="The first words of whoever was worried; what the child says when asked alone; "
    "earlier concerns that were put aside in the same way.",
    source="“Learning the lessons from Serious Case Reviews”, slide 9; Ofsted, The voice of the "
    "child (2011); national reviews",
    look=look,
    version=2,
)
