"""The second clock: a record as a reader of this log could have seen it at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.log.checkpoints import held_at

if TYPE_CHECKING:
    from datetime import datetime

    from projections.child_record import ChildRecord
    from service.wiring import Session


def as_recorded(session: Session, record: ChildRecord, moment: datetime) -> ChildRecord:
    """
    Keep of a record what this log is known to have held at a moment.

    An entry's own time is when its recording began, which may be long before anybody could read
    it; what counts is the newest mark that was set by then.
    """
    if moment >= session.now:
        return record
    return record.held_to(held_at(session.connection, moment))
