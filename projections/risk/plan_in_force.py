"""Which conference or agreement made the plan that is in force on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from projections.chronology.entry import Entry

_PLAN = frozenset({"plan_made", "plan_continues"})
_NO_PLAN = frozenset({"plan_ends", "no_plan"})
_UNDER_A_PLAN = ("core_group", "outcome_planned")
"""What exists under a plan alone, and so says that a conference made one."""

_ENDS_A_PLAN = frozenset({"all", "child_protection"})

OF_PLANS = ("conference_held", "plan_ended", "closure", "plan_agreed", *_UNDER_A_PLAN)
"""The kinds that say whether there is a plan, as they follow one another on one day."""

_OF_ONE_DAY = {kind: place for place, kind in enumerate(OF_PLANS)}


def in_their_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """
    Return entries of these kinds so that, of one day, a conference comes before what it planned or
    ended, in whichever order they were recorded; and of two conferences the one that ended a plan
    before the one that made or kept it, because what is in doubt is still to be kept to.
    """
    return tuple(sorted(entries, key=_place))


def _place(entry: Entry) -> tuple[date, int, bool, date]:
    ends = entry.answer("decision") in _NO_PLAN
    return entry.occurred.first, _OF_ONE_DAY[entry.kind], not ends, entry.known_from


def plan_begun(entries: Iterable[Entry], on: date) -> Entry | None:
    """
    Return the entry by which the plan in force on a day was made; None where none is.

    An import may not say what a conference decided: then a core group or an outcome of a
    plan, on its day or after it, says that there is a plan; and no such silence ends one.

    Args:
        entries: Those of these kinds, in their order.
    """
    begun: Entry | None = None
    undecided: Entry | None = None
    for entry in entries:
        if entry.occurred.first > on:
            continue
        match entry.kind:
            case "conference_held":
                decided = entry.answer("decision")
                if decided in _NO_PLAN:
                    begun = None
                elif decided in _PLAN and (begun is None or decided == "plan_made"):
                    begun = entry
                undecided = entry if decided is None else None
            case "core_group" | "outcome_planned":
                if begun is None and entry.answer("origin") in {"plan", "", None}:
                    begun = undecided
            case "plan_agreed":
                begun, undecided = entry, None
            case "closure" if entry.answer("type") not in _ENDS_A_PLAN:
                # One service that ends, or an import that does not say which work ended.
                pass
            case _:
                begun, undecided = None, None
    return begun
