"""
Asks how a child tells who has a disability or another way of speaking, where nobody recorded it.

Source: "Learning the lessons from Serious Case Reviews", slide 13; national reviews. The eight
weeks are local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 56}

_CONDITIONS = frozenset({"disability", "communication_need", "learning_disability"})
_TELLING = ("words", "behaviour", "views", "child_views")


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask from eight weeks after it was learned, until the record says by which means the child
    speaks and what the child said, showed or did in the last eight weeks.

    An import without a column for the means holds it against nobody.
    """
    recorded = [
        one
        for one in history.own("health_condition")
        if one.answer("whose") == "child"
        and one.answer("condition") in _CONDITIONS
        and one.answer("course") != "ended"
    ]
    if not recorded:
        return
    told = [one.occurred.last for one in history.own(such=_tells) if one.occurred.last <= on]
    means = any(one.answer("communication_method") != "" for one in recorded)
    learned = min(one.known_from for one in recorded)
    begun = max([learned, *told]) if means else learned
    since = begun + timedelta(days=settings["days"])
    if since <= on:
        yield Found(
            evidence=tuple(one.id for one in recorded),
            since=since,
            note="" if means else "By which means the child speaks is not recorded.",
        )


def _tells(entry: Entry) -> bool:
    return any(entry.content.get(name) for name in _TELLING)


RULE = Rule(
    practice_id="R50",
    question="How does this child tell us?",
    lesson="A child who did not speak was written of as if there were nothing to hear.",
    would_show="How school or a specialist talks with this child; what the child does when "
    "happy, hurt or afraid; who understands the child best.",
    source="“Learning the lessons from Serious Case Reviews”, slide 13; national reviews",
    look=look,
    settings=SETTINGS,
    confirmed=False,
)
