"""
Asks whether taking part is read as change, where appointments are kept and no outcome is reached.

Source: "Learning the lessons from Serious Case Reviews", slides 10 and 16; NSPCC case review
briefings: outcomes and not process.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.people.tie import Closeness
from projections.risk.missed import by_the_family
from projections.risk.rule import Found, Rule, Settings
from projections.risk.same_day import came_before
from projections.risk.window import within

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"days": 91, "percent": 80, "kept": 5}

_MEETINGS = ("core_group", "conference_held")
_CARERS = frozenset({"carer", "", None})
"""Who says that it changed; an entry that does not say may be theirs."""
_EVIDENCE = ("outcome_achieved", "outcome_not_achieved", "outcome_reviewed")


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask while outcomes of a plan are open that long, and nobody cited evidence of any change; and
    about each change that a parent or carer told of and another source contradicts, until evidence
    of change is cited for that outcome.
    """
    yield from _said_otherwise(history)
    days = settings["days"]
    owed = [
        one
        for one in history.outcomes(on)
        if one.origin == "plan" and one.open and one.entry and one.opened <= on - timedelta(days)
    ]
    if not owed or _changed(history, on, settings):
        return
    kept, missed = _attendance(history, on, settings)
    if len(kept) < settings["kept"]:
        return
    if len(kept) * 100 >= settings["percent"] * (len(kept) + len(missed)):
        opened = min(one.opened for one in owed) + timedelta(days=days)
        known = sorted(entry.known_from for entry in kept)[settings["kept"] - 1]
        yield Found(
            evidence=(*(one.entry for one in owed), *(entry.id for entry in kept)),
            since=max(opened, known),
            note=f"Kept {len(kept)} of {len(kept) + len(missed)} in {days} days.",
        )


def _said_otherwise(history: History) -> Iterator[Found]:
    told = history.near(*_EVIDENCE)
    for claim in told:
        if claim.answer("said_by") not in _CARERS or claim.answer("result") == "not":
            continue
        named = map(history.entry, map(str, claim.content.get("contradicted_by") or ()))
        against = [one for one in named if one is not None]
        shown = any(
            later.content.get("evidence_of_change")
            for later in told
            if not came_before(later, claim)
            and later.content.get("outcome") == claim.content.get("outcome")
        )
        if against and not shown:
            yield Found(
                evidence=(claim.id, *(one.id for one in against)),
                since=max(claim.known_from, min(one.known_from for one in against)),
                about=claim.id,
                note="Told by a parent or carer; another source says otherwise.",
            )


def _changed(history: History, on: date, settings: Settings) -> bool:
    return any(
        entry.content.get("evidence_of_change")
        for entry in history.near(*_EVIDENCE)
        if within(entry.occurred, on, days=settings["days"])
    )


def _attendance(history: History, on: date, settings: Settings) -> tuple[list[Entry], list[Entry]]:
    kept: list[Entry] = []
    missed: list[Entry] = []
    told = history.near("appointment_attended", "missed_appointment", *_MEETINGS)
    for entry in told.lately(on, days=settings["days"]):
        if entry.kind == "missed_appointment":
            if by_the_family(history, entry):
                missed.append(entry)
        elif entry.kind == "appointment_attended" or _came(history, entry):
            kept.append(entry)
        elif entry.answer("parents_present") == "no":
            missed.append(entry)
    return kept, missed


def _came(history: History, meeting: Entry) -> bool:
    """
    Tell whether a parent was at a meeting; an import says so by naming one.
    """
    present = meeting.answer("parents_present")
    parents = {tie.person for tie in history.ties if tie.closeness is Closeness.PARENT}
    return present == "yes" or (present is None and not parents.isdisjoint(meeting.people()))


RULE = Rule(
    practice_id="R10",
    question="Is taking part being read as change? Where is the evidence for the child?",
    lesson="A parent turned up, and turning up was taken for co-operation.",
    would_show="What is different for the child since: weight, attendance, words, the home; "
    "what somebody who did not come by appointment saw.",
    source="“Learning the lessons from Serious Case Reviews”, slides 10 and 16; NSPCC case review "
    "briefings",
    look=look,
    version=4,
    settings=SETTINGS,
)
