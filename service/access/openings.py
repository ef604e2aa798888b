"""Opens a record that is not one's own for a while, with a reason, and tells the child's lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update
from uuid_utils.compat import uuid7

from events.log.sealed_text import open_text, seal_text
from service.access.errors import AccountRefused
from service.access.tables import OPENING, USER

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

LASTS = timedelta(hours=24)
LEAST_WORDS, MOST = 3, 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """
    One opening of a child's record with a reason, as the child's lead is told of it.
    """

    id: UUID
    user: UUID
    name: str
    child: UUID
    reason: str
    opened: datetime
    ends: datetime
    seen: datetime | None

    @property
    def is_note(self) -> bool:
        """
        Whether it opened nothing, and only tells somebody of something.
        """
        return self.ends == self.opened


def says_why(reason: str) -> bool:
    """
    Tell whether words can be a reason: the same word again and single letters say nothing.
    """
    words = {word.strip(".,;:!?-").casefold() for word in reason.split()}
    return sum(len(word) > 1 for word in words) >= LEAST_WORDS


def open_with_reason(
    connection: Connection,
    *,
    user: UUID,
    child: UUID,
    reason: str,
    told: UUID | None,
    now: datetime,
) -> datetime:
    """
    Open a record until the returned moment.

    Args:
        told: The child's lead, in whose inbox it appears; None where the child has none.

    Raises:
        AccountRefused: The reason says nothing.
    """
    reason = " ".join(reason.split())
    if not says_why(reason):
        raise AccountRefused(
            {
                "reason": "Say in a sentence why you need this record now: at least three "
                "different words of more than one letter"
            }
        )
    if len(reason) > MOST:
        raise AccountRefused({"reason": f"Shorten this to {MOST:,} characters or fewer"})
    ends = now + LASTS
    _noted(connection, user=user, child=child, reason=reason, told=told, now=now, ends=ends)
    return ends


def note_reason(
    connection: Connection, *, user: UUID, child: UUID, reason: str, now: datetime
) -> None:
    """
    Keep why somebody took something out of a record that was open to them; it opens nothing.
    """
    reason = " ".join(reason.split())[:MOST]
    _noted(connection, user=user, child=child, reason=reason, told=None, now=now, ends=now)


def _noted(
    connection: Connection,
    *,
    user: UUID,
    child: UUID,
    reason: str,
    told: UUID | None,
    now: datetime,
    ends: datetime,
) -> None:
    number = uuid7()
    kept = seal_text(connection, reason, stream=child, place=number, now=now)
    connection.execute(
        insert(OPENING).values(
            id=number, app_user=user, child=child, reason=kept, opened=now, ends=ends, told=told
        )
    )


def tell_by_note(
    connection: Connection, *, by: UUID, child: UUID, words: str, told: UUID, now: datetime
) -> None:
    """
    Put a note about a child's record into somebody's inbox until they have seen it.

    It opens nothing: it ends as it begins.
    """
    _noted(connection, user=by, child=child, reason=words[:MOST], told=told, now=now, ends=now)


def opened_until(
    connection: Connection, *, user: UUID, child: UUID, now: datetime
) -> datetime | None:
    """
    Return until when a record is open to a user with a reason; None when it is not.
    """
    ends: datetime | None = connection.scalar(
        select(func.max(OPENING.c.ends)).where(
            OPENING.c.app_user == user, OPENING.c.child == child, OPENING.c.ends > now
        )
    )
    return ends


def openings(
    connection: Connection,
    *,
    told: UUID | None = None,
    child: UUID | None = None,
    user: UUID | None = None,
    unseen: bool = False,
    since: datetime | None = None,
    limit: int = 100,
) -> tuple[Opening, ...]:
    """
    Return the newest openings first: those somebody was told of, of a child, by a user, or all.
    """
    wanted = (
        select(OPENING, USER.c.name)
        .join(USER, USER.c.id == OPENING.c.app_user)
        .order_by(OPENING.c.opened.desc())
        .limit(limit)
    )
    for column, value in (
        (OPENING.c.told, told),
        (OPENING.c.child, child),
        (OPENING.c.app_user, user),
    ):
        if value is not None:
            wanted = wanted.where(column == value)
    if told is None:
        # What was put into somebody's inbox is no opening of the record.
        wanted = wanted.where((OPENING.c.ends > OPENING.c.opened) | OPENING.c.told.is_(None))
    if unseen:
        wanted = wanted.where(OPENING.c.seen.is_(None))
    if since is not None:
        wanted = wanted.where(OPENING.c.ends > since)
    return tuple(
        Opening(
            id=row.id,
            user=row.app_user,
            name=row.name,
            child=row.child,
            reason=open_text(connection, row.reason, place=row.id),
            opened=row.opened,
            ends=row.ends,
            seen=row.seen,
        )
        for row in connection.execute(wanted).all()
    )


def note_seen(connection: Connection, *, opening: UUID, told: UUID, now: datetime) -> bool:
    """
    Note that the person told of an opening has seen it; False when it was not told to them.
    """
    done = connection.execute(
        update(OPENING)
        .where(OPENING.c.id == opening, OPENING.c.told == told, OPENING.c.seen.is_(None))
        .values(seen=now)
    )
    return done.rowcount > 0
