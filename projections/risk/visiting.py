"""How often a child with a plan is to be visited, and which visits may have seen the child."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from projections.risk.history import History

_IN_DAYS = {"calendar_days": 1, "working_days": 1.4, "weeks": 7, "months": 31}


def visit_interval(history: History, default: int) -> int:
    """
    Return the newest interval that a plan or one of its outcomes sets, in days of the week; else
    the default.
    """
    for plan in reversed(history.near("plan_agreed", "outcome_planned")):
        every = plan.content.get("visit_every")
        unit = _IN_DAYS.get(plan.answer("visit_every_unit") or "")
        if isinstance(every, int) and every > 0 and unit is not None:
            return round(every * unit)
    return default


def may_have_seen(visit: Entry) -> bool:
    """
    Tell whether a visit saw the child, or is of an import that has no such column.
    """
    return visit.answer("seen") in {"yes", None}
