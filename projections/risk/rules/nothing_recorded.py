"""
Asks what is missing where the record falls silent while a plan is in force.

Source: "Learning the lessons from Serious Case Reviews", slides 6 and 25. The interval between
visits is the plan's own, else ten working days, which is local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from projections.risk.plan_in_doubt import in_doubt
from projections.risk.rule import Found, Rule, Settings
from projections.risk.same_day import place_for_rules
from projections.risk.visiting import visit_interval

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"visit_days": 14, "intervals": 2}
"""Ten working days, counted as fourteen days of the week; so many intervals without a word."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask from the day after twice the visit interval, until anything is recorded of the child.

    What a reader may not see, and agencies that a plan names and nobody hears, are said elsewhere.
    """
    begun = history.plan_begun(on)
    if begun is None:
        return
    last = _last(history, on)
    if not last:
        return
    silent = settings["intervals"] * visit_interval(history, settings["visit_days"])
    since = last[0].occurred.last + timedelta(days=silent + 1)
    if since <= on:
        yield Found(
            evidence=tuple(one.id for one in last),
            since=since,
            note="The last entry; nothing is recorded since, by any agency."
            + in_doubt(history, begun, on),
        )


def _last(history: History, on: date) -> list[Entry]:
    """
    Return the entries of the last day of which there is any.
    """
    # From the end, because a long record's whole length is not to be walked for its last day.
    exact = (one for one in reversed(history.near(such=_to_a_day)) if one.occurred.last <= on)
    found = [one for one in history.near(such=_not_to_a_day) if one.occurred.last <= on]
    newest = next(exact, None)
    if newest is not None:
        same_day = takewhile(lambda one: one.occurred.last == newest.occurred.last, exact)
        found += [newest, *same_day]
    day = max((one.occurred.last for one in found), default=None)
    return sorted((one for one in found if one.occurred.last == day), key=place_for_rules)


def _to_a_day(entry: Entry) -> bool:
    return entry.occurred.first == entry.occurred.last


def _not_to_a_day(entry: Entry) -> bool:
    return not _to_a_day(entry)


RULE = Rule(
    practice_id="R40",
    question="What is missing here, and who has it?",
    lesson="Everybody held a piece, and the silence between them was not seen.",
    would_show="Entries not yet brought in; agencies that know the child and were not asked; "
    "what the family did in that time.",
    source="“Learning the lessons from Serious Case Reviews”, slides 6 and 25",
    look=look,
    weekly=True,
    settings=SETTINGS,
    confirmed=False,
)
