"""
Asks who will do what by when, where a plan's outcome has no date, owner or measure of change.

Source: "Learning the lessons from Serious Case Reviews", slides 8 and 15; published procedures of
Sheffield: specific outcomes for the child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.history import History

SETTINGS = {"days": 14}
"""Ten working days until the first core group wrote the plan out, as days of the week."""

_OWNERS = re.compile("[;,/&+]")
_ASKED = {
    "owner": "owner",
    "desired": "desired outcome",
    "measure": "measure of change",
    "response": "response",
}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each open outcome of a plan, naming what it lacks, and about a plan without one.

    A column that an import does not have is not held against it, but for the date: without one
    nobody can follow through.
    """
    yield from _concerns_alone(history, on, settings)
    for outcome in history.outcomes(on):
        entry = history.entry(outcome.entry)
        if entry is None or outcome.origin != "plan" or not outcome.open:
            continue
        lacking = _lacking(outcome, entry)
        if lacking:
            yield Found(
                evidence=(entry.id,),
                since=entry.known_from,
                about=str(outcome.id),
                note=f"Not recorded: {', '.join(lacking)}.",
            )


def _lacking(outcome: PlannedOutcome, entry: Entry) -> list[str]:
    no_date = outcome.original_due is None or outcome.for_review
    lacking = ["date"] if no_date else []
    lacking += [words for name, words in _ASKED.items() if entry.answer(name) == ""]
    if len([one for one in _OWNERS.split(entry.answer("owner") or "") if one.strip()]) > 1:
        lacking.append("one owner, and not several")
    desired, response = entry.answer("desired"), entry.answer("response")
    if desired and response and desired.strip().casefold() == response.strip().casefold():
        lacking.append("a change for the child, and not only what is to be done")
    return lacking


def _concerns_alone(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Yield the plan in force where nobody recorded an outcome of it in time.
    """
    begun = history.plan_begun(on)
    if begun is None:
        return
    since = begun.known_from + timedelta(days=settings["days"])
    detailed = any(
        one.answer("detailed_plan") == "yes" and one.occurred.last >= begun.occurred.first
        for one in history.near("core_group")
    )
    planned = any(one.origin == "plan" for one in history.outcomes(on))
    if since <= on and not detailed and not planned:
        yield Found(
            evidence=tuple(one.id for one in history.alike(begun.id)),
            since=since,
            about=f"plan/{begun.id}",
            note="A plan, and no outcome of it is recorded.",
        )


RULE = Rule(
    practice_id="R25",
    question="Who will do what by when, and how will we know?",
    lesson="A plan listed concerns and named no owner or date.",
    would_show="Who thinks that it is theirs to do; what the family believes was agreed; how "
    "anybody would notice that it had worked.",
    source="“Learning the lessons from Serious Case Reviews”, slides 8 and 15; published "
    "procedures of Sheffield",
    look=look,
    settings=SETTINGS,
    version=4,
)
