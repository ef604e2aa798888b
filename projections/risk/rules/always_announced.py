"""
Asks what an unplanned visit would see, where every visit was announced or the bedroom stayed shut.

Source: published procedures of Walsall and Southwark on visits to children with a plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.open_case import OPEN_CASE
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"visits": 6, "bedroom_visits": 2, **OPEN_CASE}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where the last six visits were all announced, or the last two did not see the bedroom, while
    a plan is in force or a case is open: what is offered to every family is announced.
    """
    if not history.plan_in_force(on) and history.open_case(on, settings["left_days"]) is None:
        return
    visits = history.own("visit")
    last, two = visits.last(settings["visits"]), visits.last(settings["bedroom_visits"])
    announced = len(last) >= settings["visits"] and _all(last, "announced", "yes")
    shut = len(two) >= settings["bedroom_visits"] and _all(two, "bedroom", "no")
    if announced or shut:
        cited = last if announced else two
        yield Found(
            evidence=tuple(visit.id for visit in cited),
            since=max(visit.known_from for visit in cited),
            note=" ".join(
                words
                for holds, words in (
                    (announced, f"Every one of the last {len(last)} visits was announced."),
                    (shut, f"The bedroom was not seen in the last {len(two)}."),
                )
                if holds
            ),
        )


def _all(visits: Sequence[Entry], name: str, answer: str) -> bool:
    return all(visit.answer(name) == answer for visit in visits)


RULE = Rule(
    practice_id="R46",
    question="What would an unplanned visit see?",
    lesson="Visits were expected, and so was what they saw.",
    would_show="A visit unannounced, at a meal or at bedtime; the rooms the child uses; who is "
    "there.",
    source="Published procedures of Walsall and Southwark on visits to children with a plan",
    look=look,
    version=4,
    settings=SETTINGS,
)
