"""
Asks what an agency of the plan knows that nobody has heard.

Source: "Learning the lessons from Serious Case Reviews", slide 8; Wales Safeguarding Procedures,
core groups. The six weeks are local.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from projections.risk.missed import of_practitioners
from projections.risk.rule import Found, Rule, Settings

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"silent_days": 42, "core_groups": 2}


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask by agency: absent from the last conference or without a report to it, absent from two core
    groups running, or silent for six weeks of a plan that names it; until it is heard again.
    """
    yield from _stayed_away(history)
    if not history.plan_in_force(on):
        return
    found = [
        one
        for one in (
            *_conference(history),
            *_core_groups(history, settings),
            *_silent(history, on, settings),
        )
        if not _heard(history, one.about, one.since, on)
    ]
    for agency in dict.fromkeys(one.about for one in found):
        same = [one for one in found if one.about == agency]
        yield Found(
            evidence=tuple(dict.fromkeys(number for one in same for number in one.evidence)),
            since=min(one.since for one in same),
            about=agency,
            note=same[0].note,
        )


def _stayed_away(history: History) -> Iterator[Found]:
    """
    Yield each practitioner's absence, until the next meeting.
    """
    meetings = history.near("conference_held", "core_group", "strategy_discussion")
    for one in history.near("missed_appointment"):
        whose, why = one.answer("whose"), one.answer("why")
        theirs = whose == "professional" or why == "professional_absent"
        if whose is None and why is None:
            theirs = of_practitioners(history, one)
        over = theirs and any(
            met.occurred.first > one.occurred.last
            # The meeting itself says who was absent, and is asked about by agency.
            or (met.occurred == one.occurred and met.content.get("agencies_absent"))
            for met in meetings
        )
        if theirs and not over:
            yield Found(
                evidence=(one.id,),
                since=one.known_from,
                about=one.id,
                note="A practitioner was expected and did not come.",
            )


def _conference(history: History) -> Iterator[Found]:
    last = history.near("conference_held").of_last_day
    for name, why in (
        ("agencies_absent", "Absent from the last conference."),
        ("agencies_without_report", "No report to the last conference."),
    ):
        told = [(str(agency), one) for one in last for agency in one.content.get(name) or ()]
        for agency in dict.fromkeys(agency for agency, _ in told):
            saying = [one for named, one in told if named == agency]
            yield Found(
                evidence=tuple(one.id for one in saying),
                since=min(one.known_from for one in saying),
                about=agency,
                note=why,
            )


def _core_groups(history: History, settings: Settings) -> Iterator[Found]:
    last = history.near("core_group").last(settings["core_groups"])
    if len(last) < settings["core_groups"]:
        return
    both = set.intersection(*(set(one.content.get("agencies_absent") or ()) for one in last))
    for agency in sorted(str(one) for one in both):
        yield Found(
            evidence=tuple(one.id for one in last),
            since=max(one.known_from for one in last),
            about=agency,
            note=f"Absent from {len(last)} core groups running.",
        )


def _silent(history: History, on: date, settings: Settings) -> Iterator[Found]:
    plans = history.near("plan_agreed").of_last_day
    silent = settings["silent_days"]
    for agency in dict.fromkeys(str(a) for one in plans for a in one.content.get("agencies") or ()):
        naming = [one for one in plans if agency in map(str, one.content.get("agencies") or ())]
        spoke = history.near(such=_speaking(agency.casefold())).of_last_day
        last = max(one.occurred.last for one in (*naming, *spoke))
        since = last + timedelta(days=silent)
        if since <= on:
            yield Found(
                evidence=tuple(one.id for one in (*naming, *spoke)),
                since=since,
                about=agency,
                note=f"Named by the plan, and nothing from it for {silent} days.",
            )


def _heard(history: History, agency: str, since: date, on: date) -> bool:
    return any(
        since < entry.occurred.last <= on
        for entry in history.near(such=_speaking(agency.casefold()))
    )


@cache
def _speaking(agency: str) -> Callable[[Entry], bool]:
    # One and the same function for one agency: what it chose is kept.
    return lambda entry: _speaks(entry, agency)


def _speaks(entry: Entry, agency: str) -> bool:
    there = [str(one).casefold() for one in entry.content.get("agencies_present") or ()]
    by = entry.answer("by") if entry.kind == "report_received" else entry.agency
    return agency in {*there, (by or "").casefold()}


RULE = Rule(
    practice_id="R29",
    question="What does this agency know that nobody has heard?",
    lesson="The agency that knew most was not in the room.",
    would_show="The agency's own records since the plan began; when it last saw the child; who "
    "there would know.",
    source="“Learning the lessons from Serious Case Reviews”, slide 8; Wales Safeguarding "
    "Procedures",
    look=look,
    version=2,
    weekly=True,
    settings=SETTINGS,
    confirmed=False,
)
