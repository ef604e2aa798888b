"""What is owed to a child, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from escalation.owed import owed
from escalation.telling import as_json, cited
from service.access.owed import words_kept
from service.clocks import NOW, Clocks

if TYPE_CHECKING:
    from uuid import UUID

    from service.access.reader import Reader
    from service.wiring import Session


def tell_outcomes(
    session: Session, reader: Reader, child: UUID, clocks: Clocks = NOW
) -> list[dict[str, Any]]:
    """
    Tell every outcome ever opened for a child, whatever became of it.

    Args:
        clocks: The whole of a day known at counts; today is judged by this moment, and what the
            log held by that one.
    """
    record = clocks.of(session.record(child), session)
    day = clocks.day(session.today)
    at = session.now if day == session.today else None
    if clocks.known is None and clocks.recorded is not None:
        at = min(clocks.recorded, session.now)
    names = cited(record)
    return [
        as_json(outcome, day, names)
        for outcome in words_kept(
            session.connection, reader, owed(record, day, practice=session.practice, at=at)
        )
    ]
