"""Reads one child for a page, within the reader's rights and as known at a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.chronology.chronology import chronology
from projections.risk.asked import asked_of
from projections.risk.fallen import fallen_of
from projections.risk.history import history_of
from service.access.allocations import workers
from service.access.asked import fallen_kept, questions_kept
from service.access.enforce import Withheld, visible
from service.clocks import NOW, Clocks

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from projections.child_record import ChildRecord
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.person import Person
    from projections.risk.asked import Indicator
    from projections.risk.fallen import Fallen
    from projections.risk.history import History
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
        return history_of(self.told)

    @property
    def withheld_count(self) -> int:
        """
        How many entries are withheld.
        """
        return sum(part.count for part in self.withheld)


@dataclass(frozen=True, kw_only=True)
class ReadAround:
    """
    The people around a child, as one reader may see them on a day; no question is asked.
    """

    told: Chronology
    on: date

    @property
    def child(self) -> Person | None:
        """
        The child; None where nothing was known of the child by then.
        """
        return self.told.child


def read_around(session: Session, reader: Reader, child: UUID, clocks: Clocks = NOW) -> ReadAround:
    """
    Read who is around a child for one reader, without asking the rules, which takes longer.
    """
    record = clocks.of(session.record(child), session)
    return ReadAround(told=told_to(session, reader, record), on=clocks.day(session.today))


def told_to(session: Session, reader: Reader, record: ChildRecord) -> Chronology:
    """
    Return a record's chronology as one reader may see it; no rule is asked.
    """
    return visible(session.connection, reader, chronology(record), session.now).told


def read_child(
    session: Session,
    reader: Reader,
    child: UUID,
    *,
    known: date | None = None,
    agency: str = "",
    recorded: datetime | None = None,
    questions: bool = True,
) -> ReadChild:
    """
    Read a child's record for one reader.

    Args:
        known: Limit everything to what was learned by the end of this day.
        agency: Limit everything to what this agency had learned by then, or by today.
        recorded: Limit everything to what this log held at this moment.
        questions: Whether the page shows what the record asks, which every rule must be asked for.
    """
    clocks = Clocks(known=known, recorded=recorded, agency=agency)
    record = clocks.of(session.record(child), session)
    on = clocks.day(session.today)
    now = asked_of(record, on) if questions else ()
    now = questions_kept(session.connection, reader, child, now)
    fell = fallen_of(record, on) if questions else ()
    seen = visible(session.connection, reader, chronology(record), session.now)
    return ReadChild(
        whole=record,
        told=seen.told,
        withheld=seen.withheld,
        workers=workers(session.connection, child),
        indicators=now,
        fell=fallen_kept(session.connection, reader, child, fell),
        on=on,
        limited=known is not None or recorded is not None or bool(agency),
        read=session.now,
        recorded=recorded,
    )
