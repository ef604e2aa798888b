"""Which things lie in a window of days; the latest reading of a date decides."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from events.occurred import Occurred


def within(occurred: Occurred, on: date, *, days: int) -> bool:
    """
    Tell whether something lies in the window of so many days that ends with ``on``.

    The latest reading of its date decides, so that no window is missed.
    """
    last = occurred.last
    if last <= on:
        return on < last + timedelta(days=days)
    return occurred.first <= on
