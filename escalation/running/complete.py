"""Every hour: counts over again what is owed, raises what is missing, and says so loudly."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import delete, insert, select, update

from escalation.practice import ENGLAND
from escalation.recount import KINDS, Recount
from escalation.running.once import insert_once
from escalation.running.raising import raise_what_is_due
from escalation.running.reaching import unreached
from escalation.running.tables import CHECK_RUN
from events.log.append import event_log
from projections.plans.due import due_text
from projections.plans.outcomes import fold_all
from projections.standing import REWRITING
from projections.stored.models.planned_outcome import PLANNED_OUTCOME, row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from escalation.people import Directory
    from escalation.practice import Practice
    from escalation.recount import Missing
    from events.log.database import Database

    People = Callable[[Connection], Directory]

LOG = logging.getLogger("throughline.escalation")
COMPLETENESS, REACH = "completeness", "reach"
HOURLY, NIGHTLY = timedelta(hours=1), timedelta(hours=24)
GRACE = timedelta(minutes=5)
"""How long the sweep may take to tell of what became due: what is later than this was missed."""

NAMED = 20
"""How many are named where they are listed; the number is said for all."""


def check_what_is_due(
    database: Database, people: People, *, now: datetime, practice: Practice = ENGLAND
) -> None:
    """
    Run the hourly and the nightly check where their time has come; one worker runs each.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    if _claimed(database, COMPLETENESS, HOURLY, now):
        check_completeness(database, people, now=now, practice=practice)
    if _claimed(database, REACH, NIGHTLY, now):
        with database.reading() as connection:
            found = [gap.words() for gap in unreached(connection, people(connection), now=now)]
        _note(database, REACH, {"found": len(found), "said": found[:NAMED]}, now)


def check_completeness(
    database: Database,
    people: People,
    *,
    now: datetime,
    practice: Practice = ENGLAND,
    grace: timedelta = GRACE,
) -> list[Missing]:
    """
    Count over again what is owed from the log alone, and raise what nobody was told of.

    Returns:
        What was missing when it began.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    with database.reading() as connection:
        log = event_log(connection)
        counted = Recount(log.of_kinds(REWRITING))
        for event in log.of_kinds(KINDS):
            counted.take(event)
        stopped = _stopped(connection, counted.clocks(), now + grace)
    found = counted.missing(now, grace)
    to_mend = {one.outcome for one in found} | stopped
    if to_mend:
        clocks = counted.clocks()
        due = {id_: clocks[id_] for id_ in to_mend if id_ in clocks}
        _mend(database, counted.children(to_mend), due)
        raise_what_is_due(database, people, now=now, practice=practice)
        LOG.error(
            "%d things owed had nobody told of them or no clock, and were mended", len(to_mend)
        )
    words = [f"{one.outcome}: {one.what}, since {due_text(one.since)}" for one in found]
    words += [f"{id_}: its clock had stopped" for id_ in sorted(stopped)]
    result = {"found": len(to_mend), "said": words[:NAMED], "outcomes": len(counted)}
    _note(database, COMPLETENESS, result, now)
    return found


def last_checks(connection: Connection) -> dict[str, dict[str, Any]]:
    """
    Return what each check found when it ran last, by its name.
    """
    return {
        row.name: orjson.loads(row.body) | {"finished": row.finished}
        for row in connection.execute(select(CHECK_RUN).where(CHECK_RUN.c.finished.is_not(None)))
    }


def _stopped(connection: Connection, clocks: Mapping[UUID, datetime], soon: datetime) -> set[UUID]:
    """
    Return what the sweep's table would never act on, or only after the log says that it must.
    """
    table = PLANNED_OUTCOME
    rows = connection.execute(
        select(table.c.id, table.c.next_at).where(table.c.next_at.is_not(None))
    )
    kept = {row.id: row.next_at for row in rows}
    return {
        id_
        for id_, acts_at in clocks.items()
        if kept.get(id_) is None or (kept[id_] > acts_at and acts_at <= soon)
    }


def _mend(database: Database, children: set[UUID], clocks: Mapping[UUID, datetime]) -> None:
    """
    Fold these children's outcomes again, and set every clock that stands still even so.
    """
    table = PLANNED_OUTCOME
    for child in sorted(children):
        with database.writing() as connection:
            # Held first: a sweep that acts on one of them meanwhile waits, and so does a person.
            held = select(table.c.id).where(table.c.child == child).with_for_update()
            connection.execute(held).all()
            events = event_log(connection).about({child})
            for outcome in fold_all(child, events).values():
                row = row_of(outcome, events[-1].position)
                connection.execute(delete(table).where(table.c.id == outcome.id))
                at = clocks.get(outcome.id)
                if at is not None and (row["next_at"] is None or row["next_at"] > at):
                    row["next_at"] = at
                connection.execute(insert(table).values(**row))


def _claimed(database: Database, name: str, every: timedelta, now: datetime) -> bool:
    with database.writing() as connection:
        first = {"name": name, "started": now, "body": "{}"}
        if insert_once(connection, CHECK_RUN, [first]):
            return True
        mine = (CHECK_RUN.c.name == name) & (CHECK_RUN.c.started <= now - every)
        return bool(connection.execute(update(CHECK_RUN).where(mine).values(started=now)).rowcount)


def _note(database: Database, name: str, found: Mapping[str, Any], now: datetime) -> None:
    values = {"finished": now, "body": orjson.dumps(found).decode()}
    with database.writing() as connection:
        insert_once(connection, CHECK_RUN, [{"name": name, "started": now, "body": "{}"}])
        connection.execute(update(CHECK_RUN).where(CHECK_RUN.c.name == name).values(**values))
