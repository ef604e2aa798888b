"""
Asks which professional advice stands, and who decided, where nobody did or advice contradicts.

Source: national reviews. The five working days and the 24 hours are local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"legal_days": 7, "medical_days": 1}
"""Five working days, counted as seven days of the week; 24 hours."""

_ADVISING = ("legal_advice", "medical_examination", "injury_observed", "management_decision")
_HARM = frozenset({"non_accidental", "doubtful"})
_NO_HARM = frozenset({"accidental", "consistent", "birth_mark", "birth_injury", "medical_cause"})


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each advice that a threshold is met or an injury was done, until a decision rests on
    it; and where later advice contradicts earlier, until one decision rests on both.
    """
    for advice in history.near(*_ADVISING):
        grave, days = _grave(advice, settings)
        since = advice.known_from + timedelta(days=days)
        if grave and since <= on and not _decided(history, advice):
            yield Found(evidence=(advice.id,), since=since, about=advice.id)
    yield from _contradicting(history)


def _grave(advice: Entry, settings: Settings) -> tuple[bool, int]:
    # Advice that was received, and of which it is recorded that nothing was decided.
    open_ = advice.kind != "management_decision" or advice.answer("result") == "none"
    if advice.answer("finding") == "threshold_met":
        return open_, settings["legal_days"]
    said = {advice.answer("finding"), advice.answer("medical_opinion")}
    return open_ and "non_accidental" in said, settings["medical_days"]


def _decided(history: History, advice: Entry) -> bool:
    if history.decided_on(advice.id):
        return True
    # A legal planning meeting cannot be recorded without its decision and the reason for it.
    return advice.answer("finding") == "threshold_met" and any(
        one.occurred.last >= advice.occurred.first for one in history.near("legal_planning_meeting")
    )


def _contradicting(history: History) -> Iterator[Found]:
    for earlier, later in _pairs(history):
        if not history.decided_on(earlier.id, later.id):
            yield Found(
                evidence=(earlier.id, later.id),
                since=max(earlier.known_from, later.known_from),
                about=f"{earlier.id}/{later.id}",
                note="The later advice contradicts the earlier.",
            )


def _pairs(history: History) -> Iterator[tuple[Entry, Entry]]:
    legal = history.near("legal_advice", "legal_planning_meeting", "management_decision")
    sides = {"threshold_met", "threshold_not_met"}
    said = [one for one in legal if one.answer("finding") in sides]
    for earlier, later in pairwise(said):
        if earlier.answer("finding") != later.answer("finding"):
            yield earlier, later
    examined = history.own("medical_examination")
    for number, later in enumerate(examined):
        for earlier in examined[:number]:
            findings = {earlier.answer("finding"), later.answer("finding")}
            same = set(_about(earlier)) & set(_about(later))
            if same and findings & _HARM and findings & _NO_HARM:
                yield earlier, later


def _about(examination: Entry) -> list[str]:
    return [str(number) for number in examination.content.get("about") or ()]


RULE = Rule(
    practice_id="R28",
    question="Which advice stands, and who decided?",
    lesson="Advice was given, and the decision that it called for was never taken.",
    would_show="The advice in full, and who has read it; what was decided by word of mouth; "
    "what the adviser says today.",
    source="National reviews",
    look=look,
    version=2,
    settings=SETTINGS,
    confirmed=False,
)
