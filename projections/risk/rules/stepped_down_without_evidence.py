"""
Asks what evidence of change supports a step down, an ended plan, a return home or a closure.

Source: "Learning the lessons from Serious Case Reviews", slides 9 and 10; NSPCC case review
briefings: cases that were downgrading drift.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.people.tie import Closeness
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

_DOWN = frozenset({"step_down", "return_home", "closure_proposed"})
_BY_ITSELF = frozenset({"moved", "looked_after", "turned_18", "died"})
_GRAVE = (
    "injury_observed",
    "domestic_abuse_incident",
    "disclosure",
    "sign_of_sexual_abuse",
    "medical_examination",
    "allegation_against_a_person",
)
_DECIDED_DAYS = 92
_ENDINGS = ("management_decision", "plan_ended", "closure")


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each such decision that cites no evidence of change, or stands beside another open
    question; about each move home beside one, where no decision of it is recorded; and about each
    grave fact that was significant and was marked routine; until a plan is made again, or the
    mark is put back.

    An import without such a column does not say that there was no evidence.
    """
    del on, settings
    again = [
        one.occurred.last
        for one in history.near("plan_agreed", "conference_held")
        if one.kind == "plan_agreed" or one.answer("decision") == "plan_made"
    ]
    for entry in history.near(*_ENDINGS):
        if not _down(entry) or any(day > entry.occurred.last for day in again):
            continue
        without = entry.answer("evidence_of_change") in {"", "[]"}
        yield Found(
            evidence=(entry.id,),
            since=entry.known_from,
            about=entry.id,
            note="" if without else "Other questions are open.",
            beside=not without,
        )
    for entry in _went_home(history):
        if not any(day > entry.occurred.last for day in again):
            yield Found(
                evidence=(entry.id,),
                since=entry.known_from,
                about=entry.id,
                note="Back with a parent; other questions are open.",
                beside=True,
            )
    for entry in history.near(*_GRAVE):
        change = entry.lowered
        if change is not None and change.before.get("significance") == "significant":
            yield Found(
                evidence=(entry.id,),
                since=max(entry.known_from, change.on),
                about=entry.id,
                note="It was marked significant before, and routine now.",
            )


def _went_home(history: History) -> Iterator[Entry]:
    """
    Yield the moves home of which nobody recorded the decision, which would be asked about itself.

    An import may not say what sort of move it was: then one to a parent is a return where the
    move before it was to others.
    """
    parents = {tie.person for tie in history.ties if tie.closeness is Closeness.PARENT}
    decided = [
        one.occurred
        for one in history.near("management_decision")
        if one.answer("about") == "return_home"
    ]
    elsewhere = False
    for entry in history.own("address_recorded"):
        with_parent = not parents.isdisjoint(entry.people())
        home = entry.answer("move") == "return_home" or (
            entry.answer("move") is None and with_parent and elsewhere
        )
        recently = entry.occurred.first - timedelta(days=_DECIDED_DAYS)
        if home and not any(recently <= one.last <= entry.occurred.last for one in decided):
            yield entry
        elsewhere = not with_parent and bool(set(entry.people()) - {history.child_id})


def _down(entry: Entry) -> bool:
    match entry.kind:
        case "management_decision":
            return entry.answer("about") in _DOWN and entry.answer("result") == "go_ahead"
        case "plan_ended":
            return entry.answer("why") not in _BY_ITSELF
        case _:
            return entry.answer("type") != "not_taken_on"


RULE = Rule(
    practice_id="R22",
    question="What evidence of change supports this?",
    lesson="Facts lost weight as everybody hoped.",
    source="“Learning the lessons from Serious Case Reviews”, slides 9 and 10; NSPCC case review "
    "briefings",
    look=look,
)
