"""Keeps every read model in the append's own transaction, so that people read what they wrote."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from events.declared import declared
from events.errors import LogUnavailable
from projections.errors import ProjectionStopped
from projections.stored import models
from projections.stored.read_model import ReadModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection, Table

    from events.log.contract import Append, Appended, EventLog
    from events.recorded_event import NewEvent, RecordedEvent

READ_MODELS = declared(models, "MODEL", ReadModel)
FEW = 2
"""So many events a read model takes one by one; of more, a savepoint costs less than they do."""

_KEPT = frozenset().union(*(model.kinds for model in READ_MODELS.values()))
_PROJECT = Path(__file__).parents[2]


def keep(connection: Connection, events: Sequence[RecordedEvent]) -> None:
    """
    Take new events into every stored read model.

    Raises:
        ProjectionStopped: A read model cannot take an event; the append must not stand.
    """
    if not events:
        return
    for name, model in READ_MODELS.items():
        take(name, model, connection, model.table, events)


def take(
    name: str,
    model: ReadModel,
    connection: Connection,
    table: Table,
    events: Sequence[RecordedEvent],
) -> None:
    """
    Take those of these events that a read model reads into it, in order.

    Raises:
        ProjectionStopped: It cannot take one of them; the error says which, and where in the
            program, and nothing of the event.
        LogUnavailable: The database is gone or cannot write.
    """
    own = [event for event in events if event.kind in model.kinds]
    if len(own) > FEW and _taken_together(model, connection, table, own):
        return
    # One after the other they say which of them it is.
    for event in own:
        try:
            model.keep(connection, table, [event])
        except LogUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing may be skipped
            # What the error itself says may quote somebody's record, so that it goes no further.
            raise ProjectionStopped(name, event.position, where(error)) from None


def _taken_together(
    model: ReadModel, connection: Connection, table: Table, events: Sequence[RecordedEvent]
) -> bool:
    try:
        with connection.begin_nested():
            model.keep(connection, table, events)
    except LogUnavailable:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, it comes again with its place
        return False
    return True


def where(error: BaseException) -> str:
    """
    Say of an error what kind it is and in which line of ours it arose, without its words.
    """
    # An error of the database has its own lines below ours, which tell nobody anything.
    ours = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if _PROJECT in Path(frame.filename).parents
    ]
    found = type(error).__name__
    if not ours:
        return found
    return f"{found} at {Path(ours[-1].filename).name}:{ours[-1].lineno}"


class KeepingLog:
    """
    An event log whose appends also keep the read models, in the one transaction.
    """

    def __init__(self, log: EventLog, connection: Connection) -> None:
        self._log = log
        self._connection = connection
        self.stream = log.stream
        self.about = log.about
        self.each_about = log.each_about
        self.how_far = log.how_far
        self.at = log.at
        self.of_kinds = log.of_kinds
        self.after = log.after
        self.by_origin = log.by_origin
        self.of_source = log.of_source
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
            self._keep(appended.of_kinds(_KEPT))
        return appended

    def append_many(self, appends: Sequence[Append], *, now: datetime) -> tuple[Appended, ...]:
        """
        Record several appends in one transaction, and keep the read models with them.
        """
        answers = self._log.append_many(appends, now=now)
        fresh = [
            event for answer in answers if not answer.already for event in answer.of_kinds(_KEPT)
        ]
        self._keep(fresh)
        return answers

    def _keep(self, events: Sequence[RecordedEvent]) -> None:
        try:
            keep(self._connection, events)
        except ProjectionStopped:
            # Whoever goes on after this error must not be able to commit half of it.
            transaction = self._connection.get_transaction()
            if transaction is not None:
                transaction.rollback()
            raise
