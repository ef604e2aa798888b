"""Tries a setting of a rule over a caseload before it is adopted; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.child_record import gather
from projections.risk.asked import RULES
from projections.risk.tried import Tried, tried
from projections.stored.directory import children
from service.actions.change_setting import window_of
from service.actions.errors import ActionRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from service.wiring import Session

A_YEAR, MOST_DAYS = 365, 36_500
_AT_ONCE = 500


def try_setting(
    session: Session,
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
    window_of(session, rule, setting, to)
    if not 1 <= days <= MOST_DAYS:
        raise ActionRefused({"days": f"Give a number of days from 1 to {MOST_DAYS}"})
    if RULES[rule].marker:
        raise ActionRefused({"rule": "It marks children beside other questions, and asks nothing"})
    records = (gather(session.log, child) for child in of)
    return tried(records, rule, {setting: to}, session.today, days)


def every_child(session: Session) -> Iterator[UUID]:
    """
    Yield every child of the record.
    """
    after: UUID | None = None
    while found := children(session.connection, limit=_AT_ONCE, after=after):
        yield from (one.id for one in found)
        after = found[-1].id
