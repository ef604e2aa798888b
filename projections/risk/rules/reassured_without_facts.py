"""
Asks what was seen, where a visit records an opinion that reassures and nothing observed.

Source: "Learning the lessons from Serious Case Reviews", slides 12 and 16.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.risk.history import History

SETTINGS = {"visits": 2, "visits_with_a_plan": 1, "days": 92}

_OBSERVED = ("words", "behaviour", "lived_experience", "home")


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where one visit of the last three months with a plan in force, or two without, has an
    opinion and nothing seen or heard; never about what the opinion says.
    """
    bare = [
        visit
        for visit in history.own("visit").lately(on, days=settings["days"])
        if visit.answer("opinion") and all(visit.answer(name) == "" for name in _OBSERVED)
    ]
    needed = settings["visits_with_a_plan" if history.plan_in_force(on) else "visits"]
    if len(bare) >= needed:
        yield Found(
            evidence=tuple(visit.id for visit in bare),
            since=sorted(visit.known_from for visit in bare)[needed - 1],
        )


RULE = Rule(
    practice_id="R38",
    question="What was seen that supports this?",
    lesson="Facts lost weight as everybody hoped.",
    would_show="What was seen, heard and smelt, written down the same day; what the child did; "
    "another agency's visit in the same weeks.",
    source="“Learning the lessons from Serious Case Reviews”, slides 12 and 16",
    look=look,
    version=2,
    settings=SETTINGS,
)
