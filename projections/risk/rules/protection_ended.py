"""
Asks what protects the child today, where a condition was not met or a protection simply ended.

Source: national reviews; NSPCC, reunification practice: about half are harmed again, and new
partners are left out of assessments.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings
from projections.risk.went_home import WENT_HOME, went_home

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

_BEFORE = {"return_home": "return_home", "placement": "placement", "closure_proposed": "closure"}
"""What a manager decides to go ahead with, and the conditions that come before it."""

SETTINGS = {**WENT_HOME}

_PROTECTING = ("order_made", "plan_agreed")


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask until a condition is met after all, or an order, a plan or an arrangement protects again.
    """
    yield from _gone_ahead(history, on, settings)
    again = [one.occurred.last for one in history.near(*_PROTECTING)] + [
        one.occurred.last
        for one in history.near("other_event")
        if one.answer("about") == "protective_arrangement_begun"
    ]
    for entry in history.near("address_recorded"):
        if entry.answer("conditions_met") == "no":
            why = "A condition for the move was not met."
            yield Found(evidence=(entry.id,), since=entry.known_from, about=entry.id, note=why)
    for entry in history.near("order_ended", "other_event", "bail_conditions"):
        if _nothing_instead(entry) and not any(day > entry.occurred.last for day in again):
            yield Found(evidence=(entry.id,), since=entry.known_from, about=entry.id)


def _gone_ahead(history: History, on: date, settings: Settings) -> Iterator[Found]:
    conditions = {
        entry.id: entry.answer("condition_for") for entry in history.near("outcome_planned")
    }
    unmet = [one for one in history.outcomes(on) if one.open or one.state == "not achieved"]
    for decision in history.near("management_decision"):
        wanted = _BEFORE.get(decision.answer("about") or "")
        if wanted is None or decision.answer("result") != "go_ahead":
            continue
        lacking = [
            one
            for one in unmet
            if conditions.get(one.entry) == wanted and one.opened <= decision.occurred.last
        ]
        if lacking:
            yield Found(
                evidence=(*(one.entry for one in lacking), decision.id),
                since=decision.known_from,
                about=decision.id,
                note=f"Conditions not met: {len(lacking)}.",
            )
    for move in went_home(history, settings):
        lacking = [
            one
            for one in unmet
            if conditions.get(one.entry) == "return_home" and one.opened <= move.occurred.last
        ]
        if lacking:
            yield Found(
                evidence=(*(one.entry for one in lacking), move.id),
                since=move.known_from,
                about=move.id,
                note=f"Back home; conditions not met: {len(lacking)}.",
            )


def _nothing_instead(entry: Entry) -> bool:
    match entry.kind:
        case "order_ended":
            return entry.answer("replaced") == "no"
        case "other_event":
            ended = entry.answer("about") == "protective_arrangement_ended"
            return ended and entry.answer("replaced") == "no"
        case _:
            ended = entry.answer("step") in {"ended", "breached"}
            return ended and entry.answer("child_protected") == "no"


RULE = Rule(
    practice_id="R27",
    question="What protects the child today?",
    lesson="A condition was set, the child went home, and nobody looked whether it was met.",
    would_show="Who is in the home today; whether the condition is met, seen and not told; "
    "whom the child can go to.",
    source="National reviews; NSPCC, reunification practice",
    look=look,
    version=2,
    settings=SETTINGS,
    confirmed=False,
)
