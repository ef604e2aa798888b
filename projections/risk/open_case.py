"""Which entry opened the case that is open still."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projections.chronology.entry import Entry

OPENING = (
    "referral",
    "referral_decision",
    "assessment_begun",
    "assessment_completed",
    "assessment_reviewed",
    "strategy_discussion",
    "section_47_enquiry_begun",
    "section_47_enquiry_concluded",
    "conference_held",
    "core_group",
    "plan_agreed",
    "closure",
)
"""The kinds that open a case, those that say that there is one, and those that close it."""

_REFERRING = frozenset({"referral", "referral_decision"})
_NOT_TAKEN_ON = frozenset({"no_further_action", "advice"})
_PLANNING = frozenset({"core_group", "plan_agreed"})
_NO_PLAN = frozenset({"no_plan", "plan_ends"})
_GOES_ON = frozenset({"service", "child_protection"})
"""What may close while social work with the child goes on."""


def case_opened_by(entries: Iterable[Entry]) -> Entry | None:
    """
    Return the first entry since the last closure; None where no case is open.

    A referral of which it was decided that nothing follows opens none. An import may not say what
    closed: while there is a plan, that is taken for one service.

    Args:
        entries: Those of these kinds, in the order they happened.
    """
    opened: Entry | None = None
    planned = False
    for entry in entries:
        match entry.kind:
            case "closure":
                what = entry.answer("type")
                if what not in _GOES_ON and not (planned and what is None):
                    opened, planned = None, False
            case "referral_decision" if entry.answer("decision") in _NOT_TAKEN_ON:
                if opened is not None and opened.kind in _REFERRING:
                    opened = None
            case kind:
                opened = opened or entry
                if kind == "conference_held":
                    planned = entry.answer("decision") not in _NO_PLAN
                planned = planned or kind in _PLANNING
    return opened
