"""
Asks what evidence of change supports a step down, an ended plan, a return home or a closure.

Source: "Learning the lessons from Serious Case Reviews", slides 9 and 10; NSPCC case review
briefings: cases that were downgrading drift.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings
from projections.risk.unsaid import unsaid
from projections.risk.went_home import WENT_HOME, went_home
from projections.risk.window import within

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

_DOWN = frozenset(
    {"step_down", "return_home", "discharge", "closure_proposed", "no_further_action"}
)
_BY_ITSELF = frozenset({"moved", "looked_after", "turned_18", "died"})
_GRAVE = (
    "injury_observed",
    "domestic_abuse_incident",
    "disclosure",
    "sign_of_sexual_abuse",
    "medical_examination",
    "allegation_against_a_person",
)
_BEGINNING = ("strategy_discussion", "section_47_enquiry_begun", "assessment_begun")
SETTINGS = {"news_days": 92, **WENT_HOME}

_ENDINGS = ("management_decision", "plan_ended", "closure")


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each such decision that cites no evidence of change, or stands beside another open
    question; about a plan that a conference ended and a referral that nothing followed, for three
    months beside one; as long beside one about a decision of which an import does not say what it
    was, unless an enquiry or assessment began on its day; about each move home beside one, where
    no decision of it is recorded; and about each grave fact that was significant and was marked
    routine; until a plan is made again, or the mark is put back.

    An import without such a column does not say that there was no evidence.
    """
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
    yield from _ended_at_a_meeting(history, on, settings)
    begun = {one.occurred.first for one in history.near(*_BEGINNING, such=_of_one_day)}
    for entry in history.near("management_decision", such=unsaid):
        # Of a day on which work began, it was the decision to begin.
        to_begin = _of_one_day(entry) and entry.occurred.first in begun
        if not to_begin and within(entry.occurred, on, days=settings["news_days"]):
            yield Found(
                evidence=(entry.id,),
                since=entry.known_from,
                about=entry.id,
                note="What was decided is not in the import; if it closed or lowered anything, "
                "other questions are open.",
                beside=True,
            )
    for entry in went_home(history, settings):
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


def _ended_at_a_meeting(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Yield the plan that a conference ended and the referral that nothing followed, while they are
    news; neither has a place for evidence of change.
    """
    ended = [one.occurred.first for one in history.near("plan_ended")]
    for entry in history.near("conference_held", "referral_decision", such=_nothing_follows):
        told = entry.kind == "conference_held" and any(day >= entry.occurred.first for day in ended)
        if not told and within(entry.occurred, on, days=settings["news_days"]):
            yield Found(
                evidence=(entry.id,),
                since=entry.known_from,
                about=entry.id,
                note="Nothing follows; other questions are open.",
                beside=True,
            )


def _of_one_day(entry: Entry) -> bool:
    return entry.occurred.first == entry.occurred.last


def _nothing_follows(entry: Entry) -> bool:
    return entry.answer("decision") in {"plan_ends", "no_further_action"}


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
    would_show="What is different in the child's days, told by somebody who sees the child; "
    "which open questions the decision answers.",
    source="“Learning the lessons from Serious Case Reviews”, slides 9 and 10; NSPCC case review "
    "briefings",
    look=look,
    version=4,
    settings=SETTINGS,
)
