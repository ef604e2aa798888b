"""
Asks where the child is today, and who has seen it with their own eyes.

Source: national reviews; statutory guidance on children who run away or go missing from home or
care (2014). The counts of days are local.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.open_case import OPEN_CASE
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {
    "unverified_days": 7,
    "unverified_infant_days": 1,
    "infant_under_days": 366,
    "school_days": 5,
    "interview_days": 3,
    **OPEN_CASE,
}
"""
Five working days without verifying, counted as seven days of the week, and one for a child under
twelve months; days of school; 72 hours until somebody independent has talked to the child.
"""

_KNOWN = frozenset({"verified", "returned"})
_NOT_KNOWN = frozenset({"believed_gone", "unverified"})
_MET = frozenset({"child_spoken_to", "medical_examination", "return_interview"})
"""Kinds that are recorded of a child whom somebody met."""
_LOST = frozenset({"missing_episode", "school_attendance_period"})

_SESSIONS_OF_A_DAY = 2
"""Of school: morning and afternoon."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask at once of a family believed gone and of a child missing; in time of an address that nobody
    verified and of days of school that nobody explained; until the child is found or seen.
    """
    in_force = history.plan_in_force(on)
    known_to_us = in_force or history.open_case(on, settings["left_days"]) is not None
    seen = (*history.near(such=_known_where), *history.own(such=_met))
    unverified = timedelta(days=_unverified_days(history, on, settings))
    due = [
        (entry.id, since, why)
        for entry in history.near(such=_may_raise)
        for since, why in _raised(
            entry, unverified, settings, in_force=in_force, known_to_us=known_to_us
        )
        if since <= on and not any(_surely_after(other, entry) for other in reversed(seen))
    ]
    due += _not_asked(history, on, settings)
    if due:
        yield Found(
            evidence=tuple(dict.fromkeys(number for number, _, _ in due)),
            since=min(since for _, since, _ in due),
            note=" ".join(dict.fromkeys(why for _, _, why in due)),
        )


def _unverified_days(history: History, on: date, settings: Settings) -> int:
    child = history.child
    infant = child is not None and child.can_be_under(settings["infant_under_days"], on)
    return settings["unverified_infant_days" if infant else "unverified_days"]


def _not_asked(history: History, on: date, settings: Settings) -> list[tuple[str, date, str]]:
    """
    Return each return from being missing after which nobody independent talked to the child.
    """
    asked = [one.occurred.last for one in history.own("return_interview")]
    wait = timedelta(days=settings["interview_days"])
    return [
        (one.id, one.known_from + wait, "Back, and no return interview is recorded.")
        for one in history.own("missing_episode")
        if one.answer("found") == "yes"
        and one.known_from + wait <= on
        and not any(day >= one.occurred.first for day in asked)
    ]


def _raised(
    entry: Entry, unverified: timedelta, settings: Settings, *, in_force: bool, known_to_us: bool
) -> Iterator[tuple[date, str]]:
    known = entry.known_from
    where = entry.answer("whereabouts")
    if where == "believed_gone" and known_to_us:
        yield known, "Believed gone."
    elif where == "unverified" and in_force:
        yield known + unverified, "Where the child is was not verified."
    if entry.kind == "missing_episode" and entry.answer("found") != "yes":
        said = entry.answer("found") == "no"
        yield known, "Missing." if said else "Missing; that the child was found is not recorded."
    if entry.kind == "school_attendance_period":
        sessions = int(entry.content.get("unexplained") or 0)
        # A record may tell of the sessions alone.
        running = int(entry.content.get("days_running") or sessions // _SESSIONS_OF_A_DAY)
        if running >= settings["school_days"] and sessions:
            yield known, "Not brought to school, unexplained."


def _may_raise(entry: Entry) -> bool:
    if entry.kind == "school_attendance_period" and not int(entry.content.get("unexplained") or 0):
        return entry.answer("whereabouts") in _NOT_KNOWN
    return entry.kind in _LOST or entry.answer("whereabouts") in _NOT_KNOWN


def _known_where(entry: Entry) -> bool:
    return entry.answer("whereabouts") in _KNOWN


def _met(entry: Entry) -> bool:
    return entry.kind in _MET or entry.answer("seen") == "yes"


def _surely_after(other: Entry, lost: Entry) -> bool:
    # Of which only the month is known may have been before: nobody is found by that.
    if other.occurred.first == lost.occurred.first:
        # Whoever is seen on the day may have been seen before; whoever is back was away.
        exact = other.occurred.first == other.occurred.last
        return exact and (other.kind == "return_interview" or _known_where(other))
    return other.occurred.first > lost.occurred.first


RULE = Rule(
    practice_id="R30",
    question="Where is the child today, and who has seen for themselves?",
    lesson="The family was said to have gone away, and everybody believed it.",
    would_show="School, GP and benefits at the address that was given; police there; "
    "relatives; somebody who has seen the child in person.",
    source="National reviews; DfE, Children who run away or go missing from home or care (2014)",
    look=look,
    version=2,
    settings=SETTINGS,
    confirmed=False,
)
