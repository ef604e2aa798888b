"""Every read of a record, and every refusal, by whom, of what and on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from uuid_utils.compat import uuid7

from service.access.tables import ACCESS_LOG

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """
    One line of the access log.
    """

    at: datetime
    who: str
    child: UUID | None
    what: str
    why: str
    allowed: bool


def record_read(
    connection: Connection,
    *,
    who: str,
    child: UUID | None,
    what: str,
    now: datetime,
    why: str,
    allowed: bool = True,
) -> None:
    """
    Note a read; the caller commits before a byte of the record leaves.

    Args:
        who: ``user:<id>`` or ``operator:<system user>``.
        what: What of the record, such as ``chronology`` or ``entry 12``; never its content.
        why: The ground on which it was open, or the reason of the refusal.
    """
    connection.execute(
        insert(ACCESS_LOG).values(
            id=uuid7(), at=now, who=who, child=child, what=what, why=why, allowed=int(allowed)
        )
    )


def reads(
    connection: Connection,
    *,
    child: UUID | None = None,
    who: str = "",
    before: datetime | None = None,
    limit: int = 100,
) -> tuple[Read, ...]:
    """
    Return the newest lines first, of one child or one reader or all.
    """
    wanted = select(ACCESS_LOG).order_by(ACCESS_LOG.c.at.desc(), ACCESS_LOG.c.id.desc())
    if child is not None:
        wanted = wanted.where(ACCESS_LOG.c.child == child)
    if who:
        wanted = wanted.where(ACCESS_LOG.c.who == who)
    if before is not None:
        wanted = wanted.where(ACCESS_LOG.c.at < before)
    return tuple(
        Read(
            at=row.at,
            who=row.who,
            child=row.child,
            what=row.what,
            why=row.why,
            allowed=bool(row.allowed),
        )
        for row in connection.execute(wanted.limit(limit))
    )
