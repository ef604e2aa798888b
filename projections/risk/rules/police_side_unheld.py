"""
Asks who holds the police side, and what happens on the day that bail or an order ends.

Source: national reviews. The four weeks and the five working days are local.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.plans.due import day_of, read_due
from projections.risk.rule import Found, Rule, Settings
from projections.risk.same_day import came_before

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

SETTINGS = {"quiet_days": 28, "before_end_days": 7, "before_release_days": 28}

_POLICE = ("police_incident", "other_event", "arrest", "bail_conditions", "charge", "court_hearing")
_OPENING = {
    "police_incident": ("enquiry", frozenset({"opened", "continues"})),
    "other_event": ("about", frozenset({"police_enquiry_begun"})),
    "bail_conditions": ("step", frozenset({"set", "changed", "extended", "breached"})),
}
_CLOSING = {
    "police_incident": ("enquiry", frozenset({"ended", "no_further_action"})),
    "other_event": ("about", frozenset({"police_enquiry_ended"})),
    "charge": ("decision", frozenset({"not_charged", "caution", "discontinued"})),
    "court_hearing": ("result", frozenset({"convicted", "acquitted", "discontinued"})),
}
"""The answers, by kind and field, that begin an enquiry or keep it going, and those that end it."""


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask while a police enquiry is open without a named officer or without news for four weeks, and
    in the week before bail or an order ends with nothing said of what comes after; and from four
    weeks before somebody's release from custody until a decision or an assessment rests on it.
    """
    yield from _enquiry(history, on, settings)
    yield from _released(history, on, settings)
    for entry in history.near("bail_conditions", "order_made"):
        due = read_due(entry.content.get("ends"))
        if due is None or entry.answer("after") != "" or _ended(history, entry):
            continue
        ends = day_of(due)
        since = max(entry.known_from, ends - timedelta(days=settings["before_end_days"]))
        if since <= on <= ends:
            yield Found(
                evidence=(entry.id,),
                since=since,
                about=entry.id,
                note="It ends soon, and nothing says what protects the child then.",
            )


def _released(history: History, on: date, settings: Settings) -> Iterator[Found]:
    # Somebody may have been sentenced long before there was this child.
    for entry in history.of("conviction", "police_incident", such=_says_when):
        released = read_due(entry.content.get("release_on"))
        if released is None or history.decided_on(entry.id):
            continue
        begun = day_of(released) - timedelta(days=settings["before_release_days"])
        since = max(entry.known_from, begun)
        if since <= on:
            yield Found(
                evidence=(entry.id,),
                since=since,
                about=entry.id,
                note="Release from custody, and no decision or assessment rests on it.",
            )


def _says_when(entry: Entry) -> bool:
    return bool(entry.content.get("release_on"))


def _enquiry(history: History, on: date, settings: Settings) -> Iterator[Found]:
    under_way: list[Entry] = []
    for entry in history.near(*_POLICE):
        if _says(entry, _CLOSING):
            under_way = []
        elif _opens(entry) or (under_way and entry.kind != "other_event"):
            under_way.append(entry)
    if not under_way:
        return
    days = []
    why = []
    asked_for_officer = [e for e in under_way if e.answer("named_officer") is not None]
    if asked_for_officer and not any(e.answer("named_officer") for e in asked_for_officer):
        days.append(under_way[0].known_from)
        why.append("No officer is named.")
    quiet = max(e.occurred.last for e in under_way) + timedelta(days=settings["quiet_days"])
    if quiet <= on:
        days.append(quiet)
        why.append(f"No news for {settings['quiet_days']} days.")
    if days:
        yield Found(
            evidence=tuple(entry.id for entry in under_way),
            since=min(days),
            about=under_way[0].id,
            note=" ".join(why),
        )


def _opens(entry: Entry) -> bool:
    return entry.kind == "arrest" or _says(entry, _OPENING)


def _says(entry: Entry, answers: Mapping[str, tuple[str, frozenset[str]]]) -> bool:
    name, wanted = answers.get(entry.kind, ("", frozenset()))
    return entry.answer(name) in wanted


def _ended(history: History, begun: Entry) -> bool:
    """
    Tell whether other bail conditions came after these, or an end or another of its type after an
    order.
    """
    if begun.kind == "bail_conditions":
        return any(came_before(begun, one) for one in history.near("bail_conditions"))
    return any(
        # Of one day, an order was made before it ended.
        not came_before(one, begun) if one.kind == "order_ended" else came_before(begun, one)
        for one in history.near("order_ended", "order_made")
        if one.answer("type") == begun.answer("type")
    )


RULE = Rule(
    practice_id="R39",
    question="Who holds the police side, and what happens on the day it ends?",
    lesson="The enquiry went on, and no one could say with whom.",
    would_show="The officer in charge, by name; the next date of bail or hearing; which "
    "conditions concern the child.",
    source="National reviews",
    look=look,
    version=3,
    weekly=True,
    settings=SETTINGS,
    confirmed=False,
)
