"""Keeps every read model in the append's own transaction, so that people read what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.declared import declared
from projections.errors import ProjectionStopped
from projections.stored import models
from projections.stored.read_model import ReadModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from events.log.contract import Append, Appended, EventLog
    from events.recorded_event import NewEvent, RecordedEvent

READ_MODELS = declared(models, "MODEL", ReadModel)


def keep(connection: Connection, events: Sequence[RecordedEvent]) -> None:
    """
    Take new events into every stored read model.

    Raises:
        ProjectionStopped: A read model cannot take an event; the append must not stand.
    """
    for name, model in READ_MODELS.items():
        of_interest = [event for event in events if event.kind in model.kinds]
        if not of_interest:
            continue
        try:
            model.keep(connection, model.table, of_interest)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            position = of_interest[0].position
            raise ProjectionStopped(name, position, type(error).__name__) from error


class KeepingLog:
    """
    An event log whose appends also keep the read models, in the one transaction.
    """

    def __init__(self, log: EventLog, connection: Connection) -> None:
        self._log = log
        self._connection = connection
        self.stream = log.stream
        self.about = log.about
        self.at = log.at
        self.of_kinds = log.of_kinds
        self.after = log.after
        self.by_origin = log.by_origin
        self.settled = log.settled

    def append(
        self,
        new: Sequence[NewEvent],
        *,
        stream: UUID,
        decided_on: int | None,
        key: str,
        now: datetime,
    ) -> Appended:
        """
        Record all of these or none, as the log promises, and keep the read models with them.
        """
        appended = self._log.append(new, stream=stream, decided_on=decided_on, key=key, now=now)
        if not appended.already:
            keep(self._connection, appended.events)
        return appended

    def append_many(self, appends: Sequence[Append], *, now: datetime) -> tuple[Appended, ...]:
        """
        Record several appends in one transaction, and keep the read models with them.
        """
        answers = self._log.append_many(appends, now=now)
        fresh = [event for answer in answers if not answer.already for event in answer.events]
        keep(self._connection, fresh)
        return answers
