"""How often each question is asked of a caseload, so that people seeing too many is seen coming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.chronology.chronology import chronology
from projections.risk.asked import RULES
from projections.risk.replay import replay

if TYPE_CHECKING:
    from projections.child_record import ChildRecord

A_MONTH_DAYS = 365.25 / 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """
    How often questions were newly asked of a caseload, by rule.

    Args:
        of: How many children were looked at.
        days: How many days back.
        child_days: For how many days there was a record of each child alive, added up.
        asked: By rule, how often it was newly asked in these days.
        standing: By rule, of how many children it asks on the last day.
    """

    of: int
    days: int
    child_days: int
    asked: Mapping[str, int]
    standing: Mapping[str, int]

    def a_child_a_month(self, *rules: str) -> float | None:
        """
        Return how often these rules were newly asked of one child in a month; None where no child
        was on record for even a day.
        """
        if not self.child_days:
            return None
        return sum(self.asked.get(name, 0) for name in rules) * A_MONTH_DAYS / self.child_days

    @property
    def questions(self) -> tuple[str, ...]:
        """
        The rules that ask something, and do not only mark a child.
        """
        return tuple(name for name, rule in RULES.items() if not rule.marker)


def load(records: Iterable[ChildRecord], on: date, days: int) -> Load:
    """
    Replay so many days of each record, up to a day, and count what was newly asked.

    What stands on the first of these days was asked before them, and counts as standing alone.
    """
    first = on - timedelta(days=days)
    of = child_days = 0
    asked: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    for record in records:
        of += 1
        child_days += _days_on_record(record, first, on)
        open_: set[tuple[str, str]] = set()
        for one in replay(record, first=first, last=on):
            if one.change == "no longer":
                open_.discard((one.rule, one.about))
                continue
            open_.add((one.rule, one.about))
            asked[one.rule] += one.change == "asked" and one.day > first
        standing.update({rule for rule, _ in open_})
    return Load(of=of, days=days, child_days=child_days, asked=asked, standing=standing)


def _days_on_record(record: ChildRecord, first: date, on: date) -> int:
    told = chronology(record)
    begun = min((entry.known_from for entry in told.entries), default=on)
    died = told.child.died.last if told.child and told.child.died else on
    return max((min(on, died) - max(first, begun)).days, 0)
