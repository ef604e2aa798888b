"""
Asks who is thinking about the child with the worker, where supervision is not recorded in time.

Source: "Learning the lessons from Serious Case Reviews", slides 16 and 20; local supervision
policies: four weeks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.plan_in_doubt import in_doubt
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.risk.history import History

SETTINGS = {"days": 28}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask with a plan in force, from four weeks after it was made or after the last supervision.
    """
    begun = history.plan_begun(on)
    if begun is None:
        return
    last = history.near("supervision").of_last_day
    supervised = bool(last) and last[0].occurred.last >= begun.occurred.last
    cited = last if supervised else history.alike(begun.id)
    since = cited[0].occurred.last + timedelta(days=settings["days"] + 1)
    if since <= on:
        yield Found(
            evidence=tuple(one.id for one in cited),
            since=since,
            note=(
                "The last supervision."
                if supervised
                else "The plan; no supervision is recorded since."
            )
            + in_doubt(history, begun, on),
        )


RULE = Rule(
    practice_id="R33",
    question="Who is thinking about this with the worker?",
    lesson="A worker was alone with what she saw.",
    would_show="The supervisor's own notes; what the worker finds hardest about this child; "
    "decisions that were taken without it.",
    source="“Learning the lessons from Serious Case Reviews”, slides 16 and 20; local supervision "
    "policies",
    look=look,
    version=2,
    weekly=True,
    settings=SETTINGS,
    confirmed=False,
)
