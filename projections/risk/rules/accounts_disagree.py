"""
Asks who settles it where two accounts of one incident differ.

Source: "Learning the lessons from Serious Case Reviews", slide 9; Munro, Common errors of
reasoning in child protection work (1999): slow to revise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings
from projections.risk.same_day import place_for_rules

if TYPE_CHECKING:
    from projections.chronology.entry import Difference, Entry
    from projections.risk.history import History

SETTINGS = {"days": 7}
"""Five working days, counted as seven days of the week."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each difference that somebody noted, whether the accounts are decided to tell one
    incident or only may, until a decision or an assessment rests on all of its accounts.
    """
    links: dict[str, Difference] = {}
    for entry in history.near(such=_differs):
        links |= {link.link: link for link in entry.differences if link.accounts}
    for link in links.values():
        found = (history.entry(number) for number in link.entries)
        told = sorted((entry for entry in found if entry is not None), key=place_for_rules)
        if not told or history.decided_on(*(entry.id for entry in told)):
            continue
        known = [*(entry.known_from for entry in told), *([link.on] if link.on else [])]
        since = max(known) + timedelta(days=settings["days"])
        if since <= on:
            yield Found(
                evidence=tuple(entry.id for entry in told),
                since=since,
                about=link.link,
                note=f"They differ in this: {link.about}." if link.about else "",
            )


def _differs(entry: Entry) -> bool:
    return bool(entry.differences)


RULE = Rule(
    practice_id="R21",
    question="Which facts differ, and who settles it by when?",
    lesson="Two agencies held two accounts, and nobody laid them side by side.",
    would_show="The first notes of each agency, written on the day; whoever was there; "
    "photographs, letters and call records.",
    source="“Learning the lessons from Serious Case Reviews”, slide 9; Munro (1999)",
    look=look,
    version=3,
    settings=SETTINGS,
)
