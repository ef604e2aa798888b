"""The database's clock, for workers whose own may be wrong: the last of them must not decide."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from events.clock import Clock, SystemClock

if TYPE_CHECKING:
    from events.log.database import Database
    from service.wiring import Throughline

LOG = logging.getLogger("throughline.escalation")
BESIDE = timedelta(seconds=30)
"""How far a worker's own clock may lie beside the database's before it is said."""


@dataclass(frozen=True)
class DatabaseClock:
    """
    Tells what the database server's clock tells, and says when this machine's is another.

    Args:
        own: This machine's clock.
    """

    database: Database
    own: Clock = field(default_factory=SystemClock)

    def now(self) -> datetime:
        """
        Return the present moment, aware and in UTC.

        Raises:
            LogUnavailable: The database cannot be reached.
        """
        with self.database.reading() as connection:
            told: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        beside = self.own.now() - told
        if abs(beside) > BESIDE:
            LOG.warning(
                "this machine's clock lies %d seconds beside the database's, which counts; set it",
                beside.total_seconds(),
            )
        return told.astimezone(UTC)


def by_the_database(house: Throughline) -> Throughline:
    """
    Return the installation as a sweep sees it: with the clock that all its workers share.

    An embedded database has no clock but the machine's; a clock that somebody set is left alone.
    """
    if house.settings.embedded or not isinstance(house.clock, SystemClock):
        return house
    return replace(house, clock=DatabaseClock(house.database))
