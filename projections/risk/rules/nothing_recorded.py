"""
Asks what is missing where the record falls silent while a plan is in force.

Source: "Learning the lessons from Serious Case Reviews", slides 6 and 25. The interval between
visits is the plan's own, else ten working days, which is local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings
from projections.risk.visiting import visit_interval

if TYPE_CHECKING:
    from projections.risk.history import History

SETTINGS = {"visit_days": 14, "intervals": 2}
"""Ten working days, counted as fourteen days of the week; so many intervals without a word."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask from the day after twice the visit interval, until anything is recorded of the child.

    What a reader may not see, and agencies that a plan names and nobody hears, are said elsewhere.
    """
    if not history.plan_in_force(on):
        return
    near = [one for one in history.near() if one.occurred.last <= on]
    if not near:
        return
    last = max(near, key=lambda one: one.by_latest)
    silent = settings["intervals"] * visit_interval(history, settings["visit_days"])
    since = last.occurred.last + timedelta(days=silent + 1)
    if since <= on:
        yield Found(
            evidence=(last.id,),
            since=since,
            note="The last entry; nothing is recorded since, by any agency.",
        )


RULE = Rule(
    practice_id="R40",
    question="What is missing here, and who has it?",
    lesson="Everybody held a piece, and the silence between them was not seen.",
    source="“Learning the lessons from Serious Case Reviews”, slides 6 and 25",
    look=look,
    settings=SETTINGS,
    confirmed=False,
)
