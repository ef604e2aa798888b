"""What another setting of a rule would have asked of a caseload; nothing is changed by trying."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from projections.risk.asked import RULES
from projections.risk.in_force import in_force
from projections.risk.load import A_MONTH_DAYS
from projections.risk.replay import replay

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from projections.child_record import ChildRecord
    from projections.risk.rule import Rule


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """
    What one rule asks of a caseload under one setting.

    Args:
        children: The children of whom it asks on the last day.
        asked: How often it was newly asked in the period.
        first: By child, the first day of the period on which it stood.
    """

    children: frozenset[UUID]
    asked: int
    first: Mapping[UUID, date]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """
    A setting as it is beside the one that is tried, over the same children and days.

    Args:
        of: How many children were looked at.
        days: How many days back, so that what follows can be said by the month.
    """

    of: int
    days: int
    now: Counted
    then: Counted

    @property
    def newly(self) -> frozenset[UUID]:
        """
        The children of whom it would ask today, and does not.
        """
        return self.then.children - self.now.children

    @property
    def no_longer(self) -> frozenset[UUID]:
        """
        The children of whom it asks today, and would not.
        """
        return self.now.children - self.then.children

    @property
    def earlier(self) -> tuple[int, ...]:
        """
        By how many days earlier it would have stood; below 0 is later. Both must have asked.
        """
        both = self.now.first.keys() & self.then.first.keys()
        return tuple(sorted((self.now.first[one] - self.then.first[one]).days for one in both))

    @property
    def now_a_month(self) -> float:
        """
        How often it was newly asked in a month, as it is.
        """
        return self.now.asked * A_MONTH_DAYS / self.days

    @property
    def then_a_month(self) -> float:
        """
        How often it would have been newly asked in a month.
        """
        return self.then.asked * A_MONTH_DAYS / self.days


def tried(
    records: Iterable[ChildRecord], name: str, settings: Mapping[str, int], on: date, days: int
) -> Tried:
    """
    Ask one rule of each record as it is in force and with other settings, over so many days.

    Args:
        name: The rule's.
        settings: Those that are tried; what is not named stays as it is.
        on: The last of the days.
    """
    of = 0
    sides: tuple[_Side, _Side] = _Side(), _Side()
    for record in records:
        of += 1
        rule = in_force(RULES, record.rule_book, on)[name]
        other = replace(rule, settings={**rule.settings, **settings})
        for side, asking in zip(sides, (rule, other), strict=True):
            side.take(record, name, asking, on, days)
    return Tried(of=of, days=days, now=sides[0].counted(), then=sides[1].counted())


class _Side:
    def __init__(self) -> None:
        self._children: set[UUID] = set()
        self._first: dict[UUID, date] = {}
        self._asked = 0

    def take(self, record: ChildRecord, name: str, rule: Rule, on: date, days: int) -> None:
        first = on - timedelta(days=days)
        standing: set[str] = set()
        for one in replay(record, {name: rule}, first=first, last=on):
            if one.change == "no longer":
                standing.discard(one.about)
                continue
            standing.add(one.about)
            self._first.setdefault(record.child, one.day)
            self._asked += one.change == "asked" and one.day > first
        if standing:
            self._children.add(record.child)

    def counted(self) -> Counted:
        return Counted(
            children=frozenset(self._children), asked=self._asked, first=dict(self._first)
        )
