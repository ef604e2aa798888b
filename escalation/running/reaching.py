"""Asks the installation which levels of its ladders nobody could be reached at, in weeks ahead."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from escalation.reach import Case, gaps
from escalation.running.ladders_kept import known_ladders
from escalation.started import SENT
from events.clock import civil_day
from projections.stored.models.absence import ABSENCE
from projections.stored.models.allocation import ALLOCATION
from projections.stored.models.on_call import ON_CALL
from projections.stored.models.planned_outcome import PLANNED_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from escalation.ladder import Ladder
    from escalation.people import Directory
    from escalation.reach import Gap


def unreached(
    connection: Connection,
    people: Directory,
    *,
    now: datetime,
    ladders: Iterable[Ladder] | None = None,
) -> tuple[Gap, ...]:
    """
    Return every level at which nobody could be reached for what is owed now.

    Args:
        ladders: Those to look at; all that are in force where None.

    Raises:
        TableRefused: A ladder cannot be read.
    """
    looked_at = known_ladders(connection).in_force().values() if ladders is None else ladders
    cases = _cases(connection)
    return gaps(looked_at, people, cases, _changes(connection), on=civil_day(now))


def _cases(connection: Connection) -> list[Case]:
    """
    Return whose work is owed now, each combination of owner, agency, lead and others once.
    """
    beside: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    allocated = ALLOCATION.c
    for row in connection.execute(
        select(allocated.child, allocated.agency, allocated.worker).order_by(allocated.position)
    ):
        beside[row.child, row.agency].append(row.worker)
    owed, leads = PLANNED_OUTCOME, ALLOCATION
    leading = (leads.c.child == owed.c.child) & (leads.c.role == "lead")
    rows = connection.execute(
        select(owed.c.child, owed.c.origin, owed.c.owner, owed.c.agency, leads.c.worker)
        .select_from(owed.outerjoin(leads, leading))
        .where(owed.c.open == 1, owed.c.historic == 0)
        .distinct()
    )
    # Only what was sent to an agency is told to whoever works with the child there.
    cases = (
        Case(
            owner=row.owner,
            agency=row.agency,
            lead=row.worker,
            beside=tuple(beside[row.child, row.agency]) if row.origin in SENT else (),
        )
        for row in rows
    )
    return list(dict.fromkeys(cases))


def _changes(connection: Connection) -> Iterator[date]:
    for table in (ABSENCE, ON_CALL):
        for row in connection.execute(select(table.c.from_day, table.c.to_day)):
            yield date.fromisoformat(row.from_day)
            yield date.fromisoformat(row.to_day) + timedelta(days=1)
