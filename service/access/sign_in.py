"""Signs people in and out; a session is a row here, and ends when the row says so."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from service.access.accounts import Account, account_called, account_of
from service.access.guessing import note_try
from service.access.tables import SESSION, SIGN_IN_ATTEMPT, USER

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from service.access.guessing import Source

IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """
    A try that was noted, and what its password must match; None where no account is opened.
    """

    id: UUID
    account: Account | None
    stored: str | None


def note(connection: Connection, *, username: str, source: Source, now: datetime) -> Tried:
    """
    Note a try as a wrong one until ``open_session`` says otherwise.

    The password is looked at after the caller's transaction has ended: that is slow on purpose,
    and nobody else could record meanwhile.

    Raises:
        SignInRefused: Too many wrong passwords lately.
    """
    number = note_try(connection, username=username, source=source, now=now)
    account = account_called(connection, username)
    if account is None or not account.active:
        return Tried(id=number, account=None, stored=None)
    return Tried(id=number, account=account, stored=stored_password(connection, account.id))


def open_session(connection: Connection, tried: Tried, now: datetime) -> str | None:
    """
    Return the new session's secret, after the password was found to be the right one.

    None where the account was closed or given another password since it was looked at.
    """
    account = account_of(connection, tried.account.id) if tried.account else None
    if account is None or not account.active:
        return None
    if stored_password(connection, account.id) != tried.stored:
        return None
    accept(connection, tried)
    return start_session(connection, user=account.id, now=now)


def accept(connection: Connection, tried: Tried) -> None:
    """
    Note that a try was a right one.
    """
    connection.execute(
        update(SIGN_IN_ATTEMPT).where(SIGN_IN_ATTEMPT.c.id == tried.id).values(succeeded=1)
    )


def start_session(connection: Connection, *, user: UUID, now: datetime) -> str:
    """
    Return a new session's secret for somebody who is known to be this user.
    """
    secret = secrets.token_urlsafe(32)
    connection.execute(
        insert(SESSION).values(secret=_hash(secret), app_user=user, started=now, seen=now)
    )
    return secret


def stored_password(connection: Connection, user: UUID) -> str | None:
    """
    Return what is stored in place of a user's password.
    """
    found: str | None = connection.scalar(select(USER.c.password_hash).where(USER.c.id == user))
    return found


def whose(connection: Connection, secret: str, now: datetime) -> tuple[Account, bool] | None:
    """
    Return whose session a secret is, and whether it should be noted as seen again.

    None when it has ended, slept too long, grown too old, or its account was closed.
    """
    row = connection.execute(
        select(SESSION).where(SESSION.c.secret == _hash(secret), SESSION.c.ended.is_(None))
    ).one_or_none()
    if row is None or now - row.seen > IDLE or now - row.started > LONGEST:
        return None
    account = account_of(connection, row.app_user)
    if account is None or not account.active:
        return None
    return account, now - row.seen > SEEN_EVERY


def seen(connection: Connection, secret: str, now: datetime) -> None:
    """
    Note that a session is in use.
    """
    connection.execute(update(SESSION).where(SESSION.c.secret == _hash(secret)).values(seen=now))


def sign_out(connection: Connection, secret: str, now: datetime) -> None:
    """
    End a session for good, wherever its secret is kept.
    """
    connection.execute(
        update(SESSION)
        .where(SESSION.c.secret == _hash(secret), SESSION.c.ended.is_(None))
        .values(ended=now)
    )


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
