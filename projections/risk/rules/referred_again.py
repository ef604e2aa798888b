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
from projections.risk.open_case import tells_of_the_case
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry
    from projections.risk.history import History

_NOT_SAID = (
    "Whether it was closed is not in the import; nothing of social care is recorded in between."
)

SETTINGS = {"days": 366, "quiet_days": 28}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each referral within twelve months of the closure before it.

    An import may not say what was closed: then about each referral that comes within twelve months
    of the last that social care did, and after four weeks without a word of it and without a plan.
    """
    del on
    closures = [one for one in history.near("closure").by_latest if one.answer("type") != "service"]
    working = history.near(such=tells_of_the_case).by_latest
    for referral in incidents(history.near("referral")):
        first = referral.accounts[0]
        before = [one for one in closures if one.occurred.last < first.occurred.last]
        before = [one for one in before if one.occurred.last == before[-1].occurred.last]
        if not _within(before, first, settings):
            before = _before(history, working, first, settings)
        if _within(before, first, settings):
            yield Found(
                evidence=(*(one.id for one in before), *evidence([referral])),
                since=max(referral.known_from, *(one.known_from for one in before)),
                about=referral.id,
                note="" if before[0].kind == "closure" else _NOT_SAID,
            )


def _within(before: Sequence[Entry], referral: Entry, settings: Settings) -> bool:
    year = timedelta(days=settings["days"])
    return any(referral.occurred.first - one.occurred.last < year for one in before)


def _before(
    history: History, working: Sequence[Entry], referral: Entry, settings: Settings
) -> list[Entry]:
    """
    Return what social care did on the last day before a referral, where both are of an import and
    enough weeks lie between; whatever only may have come in between counts as between.
    """
    if referral.event.origin is None:
        return []
    since = referral.occurred.first
    earlier = [one for one in working if one.occurred.first < since]
    if not earlier or history.plan_in_force(since):
        return []
    last = earlier[-1].occurred.last
    days = [one for one in earlier if one.occurred.last == last]
    quiet = since - last >= timedelta(days=settings["quiet_days"])
    return days if quiet and all(one.event.origin is not None for one in days) else []


RULE = Rule(
    practice_id="R18",
    question="What had not changed when it was closed?",
    lesson="Each time work began again as if nothing had gone before.",
    would_show="The reasons written at the closure; what the same service found the first "
    "time; what the family says has changed.",
    source="Brandon et al., biennial analyses of serious case reviews (start-again syndrome)",
    look=look,
    version=3,
    settings=SETTINGS,
)
