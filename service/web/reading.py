"""Reads one child for a page, within the reader's rights and as known at a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from events.clock import civil_day
from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.risk.asked import asked
from projections.risk.fallen import fallen
from projections.risk.history import History, history
from service.access.allocations import workers
from service.access.enforce import Withheld, visible
from service.clocks import as_recorded

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from projections.child_record import ChildRecord
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.person import Person
    from projections.risk.asked import Indicator
    from projections.risk.fallen import Fallen
    from service.access.allocations import Worker
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True)
class ReadChild:
    """
    One child as one reader may see the child on a day.

    Args:
        whole: The record, withheld entries included; rules read it, pages do not.
        told: The chronology without what is withheld.
        fell: What rested on entries that were struck out since.
        on: The day that ages and questions are counted to.
        limited: Whether it is limited to what was known by ``on``.
        recorded: The moment whose log this is; None for the log as it is now.
    """

    whole: ChildRecord
    told: Chronology
    withheld: tuple[Withheld, ...]
    workers: tuple[Worker, ...]
    indicators: tuple[Indicator, ...]
    on: date
    limited: bool
    read: datetime
    fell: tuple[Fallen, ...] = ()
    recorded: datetime | None = None

    @property
    def child(self) -> Person | None:
        """
        The child; None where nothing was known of the child by then.
        """
        return self.told.child

    @property
    def entries(self) -> tuple[Entry, ...]:
        """
        The entries that the reader may see, in the order they happened.
        """
        return self.told.entries

    @property
    def shown(self) -> History:
        """
        What the reader may see, as rules would read it.
        """
        return History(self.told)

    @property
    def withheld_count(self) -> int:
        """
        How many entries are withheld.
        """
        return sum(part.count for part in self.withheld)


def read_child(
    session: Session,
    reader: Reader,
    child: UUID,
    *,
    known: date | None = None,
    agency: str = "",
    recorded: datetime | None = None,
) -> ReadChild:
    """
    Read a child's record for one reader.

    Args:
        known: Limit everything to what was learned by the end of this day.
        agency: Together with ``known``: learned by this agency.
        recorded: Limit everything to what this log held at this moment.
    """
    record = gather(session.log, child)
    if recorded is not None:
        record = as_recorded(session, record, recorded)
    if known is not None:
        record = record.known_at(known, agency)
    on = known or (min(civil_day(recorded), session.today) if recorded else session.today)
    told = chronology(record)
    found = history(record)
    now = asked(found, on)
    seen = visible(session.connection, reader, told, session.now)
    return ReadChild(
        whole=record,
        told=replace(told, entries=seen.entries),
        withheld=seen.withheld,
        workers=workers(session.connection, child),
        indicators=now,
        fell=fallen(found, on, now),
        on=on,
        limited=known is not None or recorded is not None,
        read=session.now,
        recorded=recorded,
    )
