"""Chooses the day that a page is read as known at: by date, by slider, step by step."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from projections.chronology.beside import learning_days
from service.clocks import EARLIEST, TOO_EARLY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.datastructures import MultiDict

    from projections.chronology.entry import Entry

NO_DAY = "Give a real date, such as 2026-03-27"


@dataclass(frozen=True, kw_only=True, slots=True)
class Days:
    """
    The days between which a slider runs, and the nearest on which anybody learned anything.

    Args:
        first: The first day on which anything was learned.
        last: The last such day, or the day shown where that is later.
        at: The day shown.
        before: The nearest earlier day on which something was learned; None where there is none.
        after: The nearest later one.
    """

    first: date
    last: date
    at: date
    before: date | None
    after: date | None

    @property
    def length(self) -> int:
        """
        How many days the slider covers.
        """
        return (self.last - self.first).days

    @property
    def place(self) -> int:
        """
        Where on it the day shown lies.
        """
        return min(max((self.at - self.first).days, 0), self.length)


def days(entries: Iterable[Entry], at: date) -> Days | None:
    """
    Return the days to choose from; None where nothing was ever learned.
    """
    found = learning_days(entries)
    if not found:
        return None
    earlier, later = bisect_left(found, at), bisect_right(found, at)
    return Days(
        first=found[0],
        last=max(found[-1], min(at, found[-1] + timedelta(days=1))),
        at=at,
        before=found[earlier - 1] if earlier else None,
        after=found[later] if later < len(found) else None,
    )


def day_asked(sent: MultiDict[str, str]) -> tuple[date | None, dict[str, str]]:
    """
    Read which day somebody asked for; a slider without script says how far it was slid.
    """
    text = sent.get("known", "").strip()
    try:
        first, slid = sent.get("first", ""), sent.get("slid", "")
        if text:
            day = date.fromisoformat(text)
        elif first and slid:
            day = date.fromisoformat(first) + timedelta(days=int(slid))
        else:
            return None, {}
    except (ValueError, OverflowError):
        return None, {"known": NO_DAY}
    return (day, {}) if day >= EARLIEST else (None, {"known": TOO_EARLY})
