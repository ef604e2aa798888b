"""Forgets tries to sign in, and sessions that ended: what no bound counts is kept of nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select

from service.access.sign_in import LONGEST
from service.access.tables import SESSION, SIGN_IN_ATTEMPT

if TYPE_CHECKING:
    from service.wiring import Throughline

KEPT = timedelta(days=30)
"""For whoever looks into who tried to get in; the bounds themselves look back minutes."""


def forget_sign_ins(house: Throughline) -> int:
    """
    Delete what is older than ``KEPT``, and return how many rows went; nobody waits where none does.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    before = house.clock.now() - KEPT
    old = (
        (SIGN_IN_ATTEMPT, SIGN_IN_ATTEMPT.c.at < before),
        (SESSION, SESSION.c.started < before - LONGEST),
    )
    with house.reading() as session:
        there = [
            (table, which)
            for table, which in old
            if session.connection.scalar(select(exists().where(which)))
        ]
    if not there:
        return 0
    with house.writing() as session:
        return sum(
            session.connection.execute(delete(table).where(which)).rowcount
            for table, which in there
        )
