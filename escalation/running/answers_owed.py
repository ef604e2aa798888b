"""Stores which question about a child is owed an answer, and that it was answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from escalation.running.becoming import append_to, planned, shown_ended
from escalation.running.looking_again import look_again_by
from escalation.unanswered import answered_by, unanswered
from events.clock import civil_day
from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.plans.kept import from_text
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from escalation.people import Directory
    from escalation.practice import Practice
    from events.log.contract import EventLog
    from projections.plans.planned_outcome import PlannedOutcome

GONE = "The record no longer raises the question"


def answers_owed(
    connection: Connection,
    log: EventLog,
    people: Directory,
    child: UUID,
    *,
    now: datetime,
    practice: Practice,
) -> int:
    """
    Open the question of a child whose answer is owed now, and end those that are not any more.

    Returns:
        How many outcomes changed.

    Raises:
        StreamMoved: Somebody decided about one at the same moment; the next sweep looks again.
    """
    today = civil_day(now)
    known = gather(log, child).known_at(today)
    told = chronology(known)
    if told.child is None or told.child.died is not None:
        return 0
    waits = unanswered(told, today, practice)
    if waits.again is not None:
        # That nothing is recorded of a child is what some questions ask about.
        look_again_by(connection, child, waits.again)
    still = {one.id for one in waits.owed}
    changed = 0
    open_now, was = set(), set()
    for before in _kept(connection, child):
        was.add(before.id)
        if not before.open:
            continue
        if before.id in still:
            open_now.add(before.id)
            continue
        ended = _ended(before, answered_by(before, known.events, practice), now)
        key = f"no-longer-asked/{before.version}"
        changed += append_to(log, shown_ended(ended), before, before.version, key, now)
    opens = waits.next_of(open_now, was)
    if opens is not None:
        changed += append_to(log, planned(opens, people, practice, now), opens, 0, "opened", now)
    return changed


def _ended(before: PlannedOutcome, answer: str, now: datetime) -> PlannedOutcome:
    if not answer:
        return replace(
            before, state="withdrawn", closed_on=civil_day(now), closed_because=GONE, closed_by=""
        )
    return replace(
        before,
        state="achieved",
        closed_on=civil_day(now),
        closed_by=answer,
        evidence_of_change=(answer,),
        satisfied_by="indicator_answered",
    )


def _kept(connection: Connection, child: UUID) -> list[PlannedOutcome]:
    table = PLANNED_OUTCOME
    mine = (table.c.child == child) & (table.c.origin == "indicator")
    return [from_text(row.body) for row in connection.execute(select(table.c.body).where(mine))]
