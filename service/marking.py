"""Notes every second how far the log reaches, so that any moment of the past can be asked for."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler

from events.errors import LogError
from events.log.checkpoints import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.wiring import Throughline

LOG = logging.getLogger("throughline.service")

EVERY_SECONDS = 1
"""So much later than it was seen an entry may count as held; never earlier."""


@contextmanager
def marking(house: Throughline) -> Iterator[None]:
    """
    Mark beside whatever else this process does; where nothing was recorded, nothing is written.
    """
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(
        lambda: _mark(house), "interval", seconds=EVERY_SECONDS, coalesce=True, max_instances=1
    )
    # What it says of a mark that comes late would fill the log of a machine that is busy.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)


def _mark(house: Throughline) -> None:
    try:
        mark(house.database, house.clock)
    except LogError as error:
        # The next second tries again, and health says what is wrong with the database.
        LOG.debug("the log was not marked: %s", type(error).__name__)
