"""
Asks what had not changed, when a child is referred again after work was closed.

Source: start-again syndrome, Brandon et al., biennial analyses of serious case
reviews; re-referral within twelve months is a national measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.incidents import evidence, incidents
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.risk.history import History

SETTINGS = {"days": 366}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each referral within twelve months of the closure before it.
    """
    del on
    closures = [one for one in history.near("closure") if one.answer("type") != "service"]
    for referral in incidents(history.near("referral")):
        first = referral.accounts[0]
        before = [one for one in closures if one.occurred.last < first.occurred.last]
        if before and first.occurred.first - before[-1].occurred.last < timedelta(
            days=settings["days"]
        ):
            yield Found(
                evidence=(before[-1].id, *evidence([referral])),
                since=max(before[-1].known_from, referral.known_from),
                about=referral.id,
            )


RULE = Rule(
    practice_id="R18",
    question="What had not changed when it was closed?",
    lesson="Each time work began again as if nothing had gone before.",
    would_show="The reasons written at the closure; what the same service found the first "
    "time; what the family says has changed.",
    source="Brandon et al., biennial analyses of serious case reviews (start-again syndrome)",
    look=look,
    settings=SETTINGS,
)
