"""The one place that puts the parts together: database, log, read models, clock."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from escalation.practice import ENGLAND, Practice, files_in, practice_of
from escalation.working_days import Nation
from events.clock import Clock, SystemClock, civil_day
from events.log.append import event_log
from projections.child_record import gather
from projections.kept_records import KeptRecords
from projections.stored.catch_up import KeepingLog
from service.migrating import open_database
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from events.log.contract import EventLog
    from events.log.database import Database
    from projections.child_record import ChildRecord


@dataclass(frozen=True, kw_only=True)
class Session:
    """
    One transaction: its connection, the log within it, and the moment it is held at.

    Args:
        now: The moment that everything in this transaction counts as present.
        practice: The calendar and the timescales that count here.
        kept: Records that were read before; None where something is being recorded.
    """

    connection: Connection
    log: EventLog
    now: datetime
    practice: Practice = ENGLAND
    kept: KeptRecords | None = None

    def record(self, child: UUID) -> ChildRecord:
        """
        Read everything that bears on a child.
        """
        return self.kept.read(self.log, child) if self.kept else gather(self.log, child)

    @property
    def today(self) -> date:
        """
        The civil day of ``now``.
        """
        return civil_day(self.now)


@dataclass(frozen=True, kw_only=True)
class Throughline:
    """
    One installation, as pages, API, command line and worker use it.
    """

    settings: Settings
    database: Database
    clock: Clock = field(default_factory=SystemClock)
    practice: Practice = ENGLAND
    kept: KeptRecords = field(default_factory=KeptRecords)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """
        Read in one transaction.
        """
        with self.database.reading() as connection:
            yield Session(
                connection=connection,
                log=event_log(connection),
                now=self.clock.now(),
                practice=self.practice,
                kept=self.kept,
            )

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """
        Record in one transaction: log, read models and outbox stand together or not at all.
        """
        with self.database.writing() as connection:
            log = KeepingLog(event_log(connection), connection)
            yield Session(
                connection=connection, log=log, now=self.clock.now(), practice=self.practice
            )


def throughline(settings: Settings, clock: Clock | None = None) -> Throughline:
    """
    Open an installation.

    Raises:
        SchemaOutOfDate: ``throughline migrate`` has not been run.
        LogUnavailable: The database cannot be reached.
        NotDurable: It is set so that an acknowledged event could be lost.
        TableRefused: A table of timescales cannot be used.
    """
    return Throughline(
        settings=settings,
        database=open_database(settings.database_url),
        clock=clock or SystemClock(),
        practice=practice_set(settings),
    )


def practice_set(settings: Settings) -> Practice:
    """
    Return the calendar and the timescales that the deployer set.

    Raises:
        TableRefused: A table cannot be used; file, line, entry and fix are named.
    """
    own = files_in(Path(settings.timescales_folder)) if settings.timescales_folder else ()
    return practice_of(Nation(settings.nation), settings.timescale_layers, own)
