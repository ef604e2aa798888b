"""
Asks who has seen a child whom visits do not meet, or to whom access was refused.

Source: "Learning the lessons from Serious Case Reviews", slide 13; Southwark and Knowsley no-access
guidance; Ofsted, The voice of the child (2011): adults who stood between worker and child.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.risk.open_case import OPEN_CASE
from projections.risk.plan_in_doubt import in_doubt
from projections.risk.rule import Found, Rule, Settings
from projections.risk.same_day import came_before, place_for_rules
from projections.risk.visiting import may_have_seen, visit_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projections.chronology.entry import Entry
    from projections.risk.history import History
    from projections.risk.lines import Entries

SETTINGS = {"visits": 2, "visit_days": 14, "unseen_days": 42, **OPEN_CASE}
"""Ten working days between visits under a plan that sets no interval, as days of the week."""

_MET = frozenset({"child_spoken_to", "medical_examination", "injury_observed"})
"""Kinds that cannot be recorded of a child whom nobody met."""

_REFUSALS = frozenset({"child", "alone", "home", "room"})


def look(history: History, on: date, settings: Settings) -> Iterator[Found]:
    """
    Ask where two visits running did not see the child, where access was refused with a plan in
    force, where the plan's interval passed without a visit that saw the child, or where no agency
    saw the child for six weeks of an open case; until the child is seen. Nobody can have seen a
    child before birth: what is counted in days begins with it.
    """
    if _unborn(history, on):
        return
    last = history.own(such=_seen).of_last_day
    visits = _since_then(history.own("visit"), last)
    not_met = [one for one in visits if one.answer("seen") == "no"]
    refused = [one for one in _since_then(history.near("access_refused"), last) if _refused(one)]
    in_force = refused and history.plan_in_force(on)
    if len(not_met) >= settings["visits"] or in_force:
        cluster = sorted({e.id: e for e in [*not_met, *refused]}.values(), key=place_for_rules)
        yield Found(
            evidence=tuple(entry.id for entry in cluster),
            since=_since(not_met, refused if in_force else [], settings),
            note="Access was refused." if refused else "",
        )
        return
    overdue = _interval_passed(history, on, settings)
    if overdue is not None:
        yield overdue
    elif last and _six_weeks(history, last, on, settings):
        yield Found(
            evidence=tuple(one.id for one in last),
            since=last[0].occurred.last + timedelta(days=settings["unseen_days"]),
            note="The last entry that says the child was seen; none since, by any agency.",
        )


def _interval_passed(history: History, on: date, settings: Settings) -> Found | None:
    begun = history.plan_begun(on)
    if begun is None:
        return None
    # Nothing is said against a visit of which the import has no such column.
    seeing = history.own("visit", such=may_have_seen).of_last_day
    # Whoever was visited on the day of the plan was visited under it.
    visited = bool(seeing) and seeing[0].occurred.last >= begun.occurred.last
    last = seeing if visited else history.alike(begun.id)
    every = visit_interval(history, settings["visit_days"])
    since = max(last[0].occurred.last, _birth(history) or date.min) + timedelta(days=every + 1)
    if since > on:
        return None
    said = "The last visit that saw the child" if visited else "The plan"
    return Found(
        evidence=tuple(one.id for one in last),
        since=since,
        note=f"{said}; the {every} days to the next visit have passed."
        + in_doubt(history, begun, on),
    )


def _birth(history: History) -> date | None:
    born = history.child.born if history.child else None
    return born.first if born else None


def _unborn(history: History, on: date) -> bool:
    birth = _birth(history)
    if birth is not None:
        return on < birth
    return history.child is not None and history.child.expected is not None


def _seen(entry: Entry) -> bool:
    # What an own entry tells of the child's household is not told of the child.
    return entry.about == "child" and (entry.answer("seen") == "yes" or entry.kind in _MET)


def _refused(entry: Entry) -> bool:
    return entry.answer("to_what") in _REFUSALS or entry.answer("to_what") is None


def _since(not_met: Sequence[Entry], refused: Sequence[Entry], settings: Settings) -> date:
    days = [min(one.known_from for one in refused)] if refused else []
    if len(not_met) >= settings["visits"]:
        days.append(sorted(one.known_from for one in not_met)[settings["visits"] - 1])
    return min(days)


def _six_weeks(history: History, last: Sequence[Entry], on: date, settings: Settings) -> bool:
    return (
        last[0].occurred.last + timedelta(days=settings["unseen_days"]) <= on
        and history.open_case(on, settings["left_days"]) is not None
        and not _since_then(history.own(such=_has_no_such_column), last)
    )


def _has_no_such_column(entry: Entry) -> bool:
    # A column that an import does not have says nothing about who saw the child.
    return "seen" not in entry.content and entry.answer("seen") is None


def _since_then(entries: Entries, seen: Sequence[Entry]) -> list[Entry]:
    # On its day or after it: which of one day came first is known where both have a time.
    some = entries.after(seen[0].occurred.last - timedelta(days=1)) if seen else entries
    later = {one.id for one in some if not any(came_before(one, last) for last in seen)}
    return [one for one in entries if one.id in later] if later else []


RULE = Rule(
    practice_id="R08",
    question="Who has seen this child with their own eyes, and when will they?",
    lesson="Adults stood between the worker and the child.",
    would_show="Whoever else saw the child since: school, nursery, GP, a relative; an "
    "unannounced visit at another time of day.",
    source="“Learning the lessons from Serious Case Reviews”, slide 13; Southwark and Knowsley "
    "no-access guidance; Ofsted, The voice of the child (2011)",
    look=look,
    version=4,
    settings=SETTINGS,
)
