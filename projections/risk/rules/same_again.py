"""
Asks what will be different this time, where a plan repeats what failed before.

Source: "Learning the lessons from Serious Case Reviews", slides 8 and 24. How alike two texts must
be is local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from events.options import SERVICES
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.history import History

SETTINGS = {"alike_percent": 80, "times": 3}

_OFFERING = ("outcome_planned", "referral_decision", "contact", "assessment_completed")
_DECIDED = ("decision", "outcome")

_FAILED = frozenset({"not achieved", "withdrawn"})


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask about each open outcome of a plan whose words are those of one that was not achieved, and
    where one sort of service is offered a third time, until a decision says why now.
    """
    yield from _third_time(history, settings)
    planned = [one for one in history.outcomes(on) if one.origin == "plan" and one.entry]
    failed = [one for one in planned if one.state in _FAILED]
    for outcome in planned:
        entry = history.entry(outcome.entry)
        if not outcome.open or entry is None:
            continue
        before = [
            old
            for old in failed
            if old.closed_on is not None
            and old.closed_on <= outcome.opened
            and history.entry(old.entry)
            and _alike(old, outcome, settings)
        ]
        if before:
            yield Found(
                evidence=(*(old.entry for old in before), outcome.entry),
                since=entry.known_from,
                about=str(outcome.id),
            )


def _third_time(history: History, settings: Settings) -> Iterator[Found]:
    offered: dict[str, list[Entry]] = {}
    for entry in history.near(*_OFFERING, such=_offers):
        offered.setdefault(_service(entry), []).append(entry)
    for service, times in offered.items():
        last = times[-1]
        if len(times) >= settings["times"] and not history.decided_on(last.id):
            yield Found(
                evidence=tuple(one.id for one in times),
                since=sorted(one.known_from for one in times)[settings["times"] - 1],
                about=f"service/{service}",
                note=f"Offered {len(times)} times: {SERVICES[service].lower()}.",
            )


def _offers(entry: Entry) -> bool:
    return bool(_service(entry))


def _service(entry: Entry) -> str:
    # A decision for early help offers it, whoever words it as an outcome later.
    if entry.kind != "outcome_planned":
        return "early_help" if "early_help" in {entry.answer(n) for n in _DECIDED} else ""
    named = entry.answer("service") or ""
    return named if named in SERVICES and named != "other" else ""


def _alike(old: PlannedOutcome, new: PlannedOutcome, settings: Settings) -> bool:
    one = f"{old.response} {old.desired}".casefold()
    other = f"{new.response} {new.desired}".casefold()
    return bool(one.strip()) and fuzz.token_sort_ratio(one, other) >= settings["alike_percent"]


RULE = Rule(
    practice_id="R45",
    question="What will be different this time?",
    lesson="The same service was offered again, and the same thing happened.",
    would_show="What came of it the last times, and why it ended; what the family says would help.",
    source="“Learning the lessons from Serious Case Reviews”, slides 8 and 24",
    look=look,
    version=2,
    settings=SETTINGS,
    confirmed=False,
)
