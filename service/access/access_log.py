"""Every read of a record, and every refusal, by whom, of what and on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select
from uuid_utils.compat import uuid7

from events.log.sealed_text import open_text, seal_text
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
    words: str = "",
    allowed: bool = True,
) -> None:
    """
    Note a read; the caller commits before a byte of the record leaves.

    Args:
        who: ``user:<id>`` or ``operator:<system user>``.
        what: What of the record, such as ``chronology`` or ``entry 12``; never its content.
        why: The ground on which it was open, or the reason of the refusal.
        words: What the reader typed as their reason: sealed, for it may name anybody.
    """
    number = uuid7()
    if words and child is not None:
        why = seal_text(connection, f"{why}: {words}", stream=child, place=number, now=now)
    connection.execute(
        insert(ACCESS_LOG).values(
            id=number, at=now, who=who, child=child, what=what, why=why, allowed=int(allowed)
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
            why=open_text(connection, row.why, place=row.id),
            allowed=bool(row.allowed),
        )
        for row in connection.execute(wanted.limit(limit))
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenBy:
    """
    Somebody to whom one entry was shown, alone or within the whole story.

    Args:
        alone: Whether the entry's own page or answer was opened.
        last: When it was last shown to them.
    """

    who: str
    alone: bool
    last: datetime


def seen_by(
    connection: Connection, *, child: UUID, entry: str, since: datetime
) -> tuple[SeenBy, ...]:
    """
    Return who has read an entry since it was recorded, the newest first.

    Whoever opened the chronology was shown it, unless it was withheld from them or lay on another
    page of the list: they count as "may have", which is what ``alone`` tells apart.
    """
    rows = connection.execute(
        select(ACCESS_LOG.c.who, ACCESS_LOG.c.what, func.max(ACCESS_LOG.c.at).label("last"))
        .where(ACCESS_LOG.c.child == child, ACCESS_LOG.c.at >= since, ACCESS_LOG.c.allowed == 1)
        .group_by(ACCESS_LOG.c.who, ACCESS_LOG.c.what)
    )
    found: dict[str, SeenBy] = {}
    for row in rows:
        alone = row.what.removesuffix(" (form sent)") in {
            f"entry {entry}",
            f"proof of entry {entry}",
        }
        if not alone and not row.what.startswith(_WHOLE):
            continue
        before = found.get(row.who)
        found[row.who] = SeenBy(
            who=row.who,
            alone=alone or (before is not None and before.alone),
            last=max(row.last, before.last) if before else row.last,
        )
    return tuple(sorted(found.values(), key=lambda one: one.last, reverse=True))


_WHOLE = ("chronology", "side by side", "conference pack", "extract")
"""What of a record is shown with every entry of it."""
