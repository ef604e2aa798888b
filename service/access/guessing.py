"""
Bounds how often passwords may be guessed, over every process and restart.

A name is locked for whoever guesses at it, and not for the person whose name it is: what is counted
is a name from one source. A name from everywhere and a source over every name have looser bounds,
by which a browser that its owner signed in with before is not held up.

Source: NIST SP 800-63B, 5.2.2; OWASP Authentication Cheat Sheet, on account lock-out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, text
from uuid_utils.compat import uuid7

from service.access.errors import SignInRefused
from service.access.tables import SIGN_IN_ATTEMPT

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, Connection

WITHIN = timedelta(minutes=15)
OF_NAME_AND_SOURCE = 5
OF_NAME = 20
OF_SOURCE = 50
"""An agency's whole office may come from one address."""

# Any number that nothing else locks by.
_LOCK = 7_306_915


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """
    Where a try comes from.

    Args:
        mark: An address or a browser, so written that neither can be read back from it.
        known: Whether it is a browser in which this very account was signed in before.
    """

    mark: str
    known: bool = False


def require_room(connection: Connection, *, username: str, source: Source, now: datetime) -> None:
    """
    Refuse a try before the password is looked at.

    Raises:
        SignInRefused: Too many wrong passwords lately.
    """
    name, mark = SIGN_IN_ATTEMPT.c.username_hash == _name(username), _mark(source)
    ends = [_locked_until(connection, name & mark, OF_NAME_AND_SOURCE, now, forgiven=True)]
    if not source.known:
        ends.append(_locked_until(connection, name, OF_NAME, now))
        ends.append(_locked_until(connection, mark, OF_SOURCE, now))
    if until := max((end for end in ends if end), default=None):
        raise SignInRefused(locked_until=until)


def note_try(connection: Connection, *, username: str, source: Source, now: datetime) -> UUID:
    """
    Note a try as a wrong one, before it is known what it is.

    However many come at once, each is counted before the next is let through.

    Raises:
        SignInRefused: Too many wrong passwords lately.
    """
    if connection.dialect.name == "postgresql":
        # SQLite has one writer anyway.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    require_room(connection, username=username, source=source, now=now)
    number = uuid7()
    connection.execute(
        insert(SIGN_IN_ATTEMPT).values(
            id=number,
            username_hash=_name(username),
            source_hash=_hash(source.mark),
            at=now,
            succeeded=0,
        )
    )
    return number


def _locked_until(
    connection: Connection,
    which: ColumnElement[bool],
    most: int,
    now: datetime,
    *,
    forgiven: bool = False,
) -> datetime | None:
    since = now - WITHIN
    tries = select(SIGN_IN_ATTEMPT.c.at).where(which, SIGN_IN_ATTEMPT.c.succeeded == 0)
    if forgiven:
        accepted = connection.scalar(
            select(func.max(SIGN_IN_ATTEMPT.c.at)).where(which, SIGN_IN_ATTEMPT.c.succeeded == 1)
        )
        since = max(since, accepted) if accepted else since
    reached: datetime | None = connection.scalar(
        tries.where(SIGN_IN_ATTEMPT.c.at > since)
        .order_by(SIGN_IN_ATTEMPT.c.at.desc())
        .offset(most - 1)
        .limit(1)
    )
    return reached + WITHIN if reached else None


def _mark(source: Source) -> ColumnElement[bool]:
    return SIGN_IN_ATTEMPT.c.source_hash == _hash(source.mark)


def _name(username: str) -> str:
    return _hash(username.strip().casefold())


def _hash(plain: str) -> str:
    return sha256(plain.encode()).hexdigest()
