"""Reads one outcome to decide about it, so that no sweep acts on it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from escalation.opening import derived
from escalation.owed import together
from escalation.practice import ENGLAND
from events.clock import civil_day
from projections.child_record import gather
from projections.plans.kept import from_text
from projections.plans.outcomes import judged
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from escalation.practice import Practice
    from events.log.contract import EventLog
    from projections.plans.planned_outcome import PlannedOutcome


def held(
    connection: Connection,
    log: EventLog,
    outcome: UUID,
    *,
    now: datetime,
    practice: Practice = ENGLAND,
) -> PlannedOutcome | None:
    """
    Return a stored outcome as it is now and hold it to the end of the transaction; None for none.

    Whoever decides calls this before anything else of the transaction: the sweep and a person then
    take turns, so that an answer and a step up never cross. Its ``version`` is what to decide on.
    """
    row = connection.execute(
        select(PLANNED_OUTCOME.c.body).where(PLANNED_OUTCOME.c.id == outcome).with_for_update()
    ).one_or_none()
    if row is None:
        return None
    found = judged(from_text(row.body), civil_day(now), now)
    if not found.timescale:
        return found
    by_rule = derived(gather(log, found.child), civil_day(now), practice=practice, at=now)
    same = next((one for one in by_rule if one.id == found.id), None)
    return together(found, same) if same is not None else found
