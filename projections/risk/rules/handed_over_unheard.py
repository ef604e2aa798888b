"""
Asks who now holds what was handed over or shared, and never said to be understood.

Source: "Learning the lessons from Serious Case Reviews", slide 15; Working Together to Safeguard
Children (2023): feedback to referrers. The two working days are local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from projections.plans.due import day_of, read_due
from projections.risk.open_case import OPEN_CASE, tells_of_the_case
from projections.risk.rule import Found, Rule, Settings
from projections.risk.unsaid import of_social_care

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 4, "before_leaving_days": 28, **OPEN_CASE}
"""
Two working days, counted as four days of the week, so that a weekend is never held against; how
long before leaving somebody may have handed over.
"""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each handover and what else was sent until the receiver says in their own words what
    was understood; about each referral of another agency's until social care does anything or says
    what it decided; and about each worker who left an open case that nobody handed over.

    Not accepting it is no understanding. An import without such a column holds nothing against it.
    """
    understood = {
        str(one.content.get("handover"))
        for one in history.near("handover_understood")
        if not one.content.get("not_accepted")
    }
    for entry in history.near("handover_sent", "information_shared", "referral"):
        if entry.id in understood or not _waits(history, entry):
            continue
        since = _limit(entry, settings)
        if since <= on:
            yield Found(evidence=(entry.id,), since=since, about=entry.id)
    yield from _left(history, on, settings)


def _waits(history: History, entry: Entry) -> bool:
    if entry.kind == "handover_sent":
        return True
    if entry.kind == "referral":
        # What social care wrote down itself, it has received; what it did since, it has heard of.
        answering = reversed(history.near(such=tells_of_the_case).by_latest)
        since = takewhile(lambda one: one.occurred.last >= entry.occurred.first, answering)
        return not of_social_care(entry) and not any(
            one.kind != "referral" or of_social_care(one) for one in since
        )
    return entry.answer("receipt_confirmed") in {"no", "unknown"} and not entry.content.get(
        "received_on"
    )


def _limit(entry: Entry, settings: Settings) -> date:
    due = read_due(entry.content.get("due"))
    if due is not None:
        return day_of(due) + timedelta(days=1)
    return entry.known_from + timedelta(days=settings["days"])


def _left(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Yield the workers who left an open case, where nobody handed it over.
    """
    if history.open_case(on, settings["left_days"]) is None and not history.plan_in_force(on):
        return
    sent = [one.occurred.last for one in history.near("handover_sent")]
    leads = [one for one in history.allocations if _lead_ends(one)]
    for entry, cites in (
        *((one, "") for one in history.near("other_event", such=_worker_left)),
        *((one, "allocation") for one in leads),
    ):
        since = entry.known_from + timedelta(days=settings["days"])
        begun = entry.occurred.first - timedelta(days=settings["before_leaving_days"])
        if since <= on and not any(day >= begun for day in sent):
            yield Found(
                evidence=(entry.id,),
                since=since,
                about=entry.id,
                cites=cites,
                note="The worker left, and no handover is recorded.",
            )


def _worker_left(entry: Entry) -> bool:
    return entry.answer("about") == "worker_left"


def _lead_ends(allocation: Entry) -> bool:
    return allocation.answer("role") == "lead" and allocation.answer("change") == "ends"


RULE = Rule(
    practice_id="R24",
    question="Who now holds this?",
    lesson="Information was handed over and never received.",
    would_show="A call to the receiver today; what the receiver says is to be done first; "
    "whether the child was seen since.",
    source="“Learning the lessons from Serious Case Reviews”, slide 15; Working Together to "
    "Safeguard Children (2023)",
    look=look,
    version=3,
    settings=SETTINGS,
    confirmed=False,
)
