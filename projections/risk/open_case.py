"""Which case is open on a day, and which entry opened it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from projections.risk.unsaid import of_social_care, unsaid

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from projections.chronology.entry import Entry

OPEN_CASE = {"left_days": 92}
"""
Three months without social care after a decision of which an import does not say what it was; part
of the settings of every rule that asks whether a case is open.
"""

_OF_ONE_DAY = (
    "closure",
    "referral",
    "referral_decision",
    "strategy_discussion",
    "section_47_enquiry_begun",
    "assessment_begun",
    "assessment_completed",
    "assessment_reviewed",
    "section_47_enquiry_concluded",
    "conference_held",
    "plan_agreed",
    "core_group",
)
"""
The kinds that close a case, open one or say that there is one, as they follow one another where
all are of one day: what was closed on the day of a referral was closed before it.
"""

_OPENING = frozenset(_OF_ONE_DAY)
_REFERRING = frozenset({"referral", "referral_decision"})
_NOT_TAKEN_ON = frozenset({"no_further_action", "advice"})
_PLANNING = frozenset({"core_group", "plan_agreed"})
_NO_PLAN = frozenset({"no_plan", "plan_ends"})
_GOES_ON = frozenset({"service", "child_protection"})
"""What may close while social work with the child goes on."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """
    The case that was opened last and that nothing recorded closed.

    Args:
        opened_by: The first entry since the last closure.
        left: A decision of social care of which an import does not say what it was, and after
            which social care recorded nothing; None where there is none.
        left_days: After how many days such a decision closed the case.
    """

    opened_by: Entry
    left: Entry | None
    left_days: int

    @property
    def closed_from(self) -> date | None:
        """
        The day from which the case is taken as closed while nothing more is recorded.
        """
        return self.left.occurred.last + timedelta(days=self.left_days) if self.left else None


def tells_of_the_case(entry: Entry) -> bool:
    """
    Tell whether an entry opens or closes a case, or shows that social care is at work.
    """
    return entry.kind in _OPENING or of_social_care(entry)


def case_of(entries: Iterable[Entry], left_days: int) -> OpenCase | None:
    """
    Return the case since the last closure; None where none was opened.

    A referral of which it was decided that nothing follows opens none. An import may not say what
    closed: while there is a plan, that is taken for one service. Nor may it say what a decision
    was: where social care does nothing for so long after it, the case was closed by it.

    Args:
        entries: Those that tell of the case.
        left_days: How long that is.
    """
    opened: Entry | None = None
    left: Entry | None = None
    planned = False
    for entry in sorted(entries, key=_by_day):
        if left is not None and not planned and _long_after(entry, left, left_days):
            opened, left = None, None
        if unsaid(entry):
            left = entry if opened is not None and of_social_care(entry) else left
            continue
        if left is not None and entry.occurred.last > left.occurred.last:
            # What social care did on the day of a decision may as well have come before it.
            left = None
        if entry.kind == "closure":
            what = entry.answer("type")
            if what not in _GOES_ON and not (planned and what is None):
                opened, planned = None, False
        elif _turned_down(entry):
            opened = None if opened is not None and opened.kind in _REFERRING else opened
        elif entry.kind in _OPENING:
            opened = opened or entry
            planned = _planned(entry, before=planned)
    return OpenCase(opened, left, left_days) if opened is not None else None


def _by_day(entry: Entry) -> tuple[object, int, date]:
    kind = entry.kind
    place = _OF_ONE_DAY.index(kind) if kind in _OPENING else len(_OF_ONE_DAY)
    return entry.occurred.order, place, entry.known_from


def _turned_down(entry: Entry) -> bool:
    return entry.kind == "referral_decision" and entry.answer("decision") in _NOT_TAKEN_ON


def _planned(entry: Entry, *, before: bool) -> bool:
    if entry.kind == "conference_held":
        return entry.answer("decision") not in _NO_PLAN
    return before or entry.kind in _PLANNING


def _long_after(entry: Entry, left: Entry, days: int) -> bool:
    return entry.occurred.first >= left.occurred.last + timedelta(days=days)
