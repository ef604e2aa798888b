"""
Asks what the first account said, where it was taken back before any enquiry was completed.

Source: reviews in which a withdrawn account ended the enquiry.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.risk.history import History


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each withdrawal, unless an enquiry was completed after what was told.
    """
    del on, settings
    told = {one.id: one for one in history.near("disclosure")}
    for withdrawn in history.near("disclosure_withdrawn"):
        first = told.get(str(withdrawn.content.get("disclosure") or ""))
        since = first.occurred.first if first else date.min
        completed = withdrawn.answer("enquiry_completed") == "yes" or any(
            enquiry.occurred.last >= since
            for enquiry in history.near("section_47_enquiry_concluded")
        )
        if not completed:
            yield Found(
                evidence=(first.id, withdrawn.id) if first else (withdrawn.id,),
                since=withdrawn.known_from,
                about=withdrawn.id,
            )


RULE = Rule(
    practice_id="R37",
    question="What did the first account say, and who has gone back to it?",
    lesson="An account was taken back, and with it the enquiry.",
    would_show="The first account as it was written down; who was in the room when it was "
    "withdrawn; what the child says to somebody trusted.",
    source="Reviews in which a withdrawn account ended the enquiry",
    look=look,
)
