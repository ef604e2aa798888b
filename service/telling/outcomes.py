"""What is owed to a child, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from escalation.owed import owed
from escalation.telling import as_json, cited
from service.access.owed import words_kept

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from service.access.reader import Reader
    from service.wiring import Session


def tell_outcomes(
    session: Session, reader: Reader, child: UUID, on: date | None = None
) -> list[dict[str, Any]]:
    """
    Tell every outcome ever opened for a child, whatever became of it, as known on a day.

    Args:
        on: The whole of this day counts; None for now, when a day is not over yet.
    """
    record = session.record(child)
    at = session.now if on is None else None
    day = on or session.today
    names = cited(record)
    return [
        as_json(outcome, day, names)
        for outcome in words_kept(
            session.connection, reader, owed(record, day, practice=session.practice, at=at)
        )
    ]
