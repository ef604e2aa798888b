"""
Asks who resolves a professional disagreement today, where its stage has run out.

Source: London Child Protection Procedures, 5th edition, 11.1.4 (a working week or less); IRO
Handbook, chapter 6 (20 working days). The days of the stages between are local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.plans.due import day_of, read_due
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {
    "practitioners": 4,
    "managers": 7,
    "senior_leads": 4,
    "partnership": 4,
    "reviewing_officer": 28,
}
"""Working days of each stage, counted as days of the week so that a weekend is within them."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each challenge that was neither resolved, agreed with nor taken to a next stage.
    """
    over = {
        str(one.content.get("challenge"))
        for one in history.near("challenge_resolved", "challenge_answered")
        if one.kind == "challenge_resolved" or one.answer("answer") == "agrees"
    }
    raised = history.near("challenge_raised")
    over |= {str(one.content.get("earlier")) for one in raised if one.content.get("earlier")}
    for challenge in raised:
        since = _limit(challenge, settings)
        if challenge.id not in over and since <= on:
            yield Found(evidence=(challenge.id,), since=since, about=challenge.id)


def _limit(challenge: Entry, settings: Settings) -> date:
    due = read_due(challenge.content.get("due"))
    if due is not None:
        return day_of(due) + timedelta(days=1)
    days = settings.get(challenge.answer("stage") or "", settings["practitioners"])
    return challenge.occurred.last + timedelta(days=days + 1)


RULE = Rule(
    practice_id="R41",
    question="Who resolves this disagreement today?",
    lesson="Professionals disagreed, and the child waited for them.",
    would_show="What each side knows that the other does not; what the child needs until it is "
    "settled.",
    source="“Learning the lessons from Serious Case Reviews”, slide 23; London Child Protection "
    "Procedures, 5th edition, 11.1.4; IRO Handbook, chapter 6",
    look=look,
    settings=SETTINGS,
    confirmed=False,
)
