"""Measures how often each question is asked of a caseload; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.risk.load import Load, load
from service.actions.caseload import records
from service.actions.try_setting import days_back

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from service.wiring import Throughline

A_QUARTER = 91


def measure_load(throughline: Throughline, of: Iterable[UUID], days: int = A_QUARTER) -> Load:
    """
    Count what was newly asked of these children in the last so many days, by rule.

    Raises:
        ActionRefused: The number of days makes no sense.
    """
    days_back(days)
    with throughline.reading() as session:
        today = session.today
    return load(records(throughline, of), today, days)
