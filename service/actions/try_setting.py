"""Tries a setting of a rule over a caseload before it is adopted; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.risk.asked import RULES
from projections.risk.tried import Tried, tried
from service.actions.caseload import records
from service.actions.change_setting import window_of
from service.actions.errors import ActionRefused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from service.wiring import Throughline

A_YEAR, MOST_DAYS = 365, 36_500


def try_setting(
    throughline: Throughline,
    of: Iterable[UUID],
    *,
    rule: str,
    setting: str,
    to: int,
    days: int = A_YEAR,
) -> Tried:
    """
    Return what a rule asks of these children as it is, and what it would ask with this setting.

    Raises:
        ActionRefused: There is no such setting, or the value makes no sense.
    """
    with throughline.reading() as session:
        window_of(session, rule, setting, to)
        today = session.today
    days_back(days)
    if RULES[rule].marker:
        raise ActionRefused({"rule": "It marks children beside other questions, and asks nothing"})
    return tried(records(throughline, of), rule, {setting: to}, today, days)


def days_back(days: int) -> int:
    """
    Return how many days back something is counted.

    Raises:
        ActionRefused: There are none, or more than anybody's life has.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ActionRefused({"days": f"Give a number of days from 1 to {MOST_DAYS}"})
    return days
