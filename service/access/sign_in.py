"""Signs people in and out; a session is a row here, and ends when the row says so."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update
from uuid_utils.compat import uuid7

from service.access.accounts import Account, account_called, account_of
from service.access.errors import SignInRefused
from service.access.passwords import matches
from service.access.tables import SESSION, SIGN_IN_ATTEMPT, USER

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

TRIES = 5
TRIES_WITHIN = timedelta(minutes=15)
IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)


def sign_in(connection: Connection, *, username: str, password: str, now: datetime) -> str | None:
    """
    Check a name and password, note the try, and return the new session's secret.

    None when they do not open an account: the caller's transaction must commit either way, so
    that the try counts; ``locked_until`` says beforehand whether any try would be refused.
    """
    account = account_called(connection, username)
    row = (
        connection.execute(
            select(USER.c.password_hash).where(USER.c.id == account.id)
        ).one_or_none()
        if account and account.active
        else None
    )
    accepted = matches(row.password_hash if row else None, password)
    connection.execute(
        insert(SIGN_IN_ATTEMPT).values(
            id=uuid7(), username_hash=_hash(username), at=now, succeeded=int(accepted)
        )
    )
    if not accepted or account is None:
        return None
    secret = secrets.token_urlsafe(32)
    connection.execute(
        insert(SESSION).values(
            secret=_hash(secret, fold=False), app_user=account.id, started=now, seen=now
        )
    )
    return secret


def locked_until(connection: Connection, *, username: str, now: datetime) -> datetime | None:
    """
    Return until when a user name is locked after too many wrong passwords; None when it is not.

    The count is in the database, so that it holds over every process and restart.
    """
    since = now - TRIES_WITHIN
    mine = SIGN_IN_ATTEMPT.c.username_hash == _hash(username)
    accepted = connection.scalar(
        select(func.max(SIGN_IN_ATTEMPT.c.at)).where(mine, SIGN_IN_ATTEMPT.c.succeeded == 1)
    )
    from_ = max(since, accepted) if accepted else since
    failed = connection.scalars(
        select(SIGN_IN_ATTEMPT.c.at)
        .where(mine, SIGN_IN_ATTEMPT.c.succeeded == 0, SIGN_IN_ATTEMPT.c.at > from_)
        .order_by(SIGN_IN_ATTEMPT.c.at.desc())
    ).all()
    return failed[TRIES - 1] + TRIES_WITHIN if len(failed) >= TRIES else None


def require_unlocked(connection: Connection, *, username: str, now: datetime) -> None:
    """
    Refuse a try before the password is looked at.

    Raises:
        SignInRefused: Too many wrong passwords lately.
    """
    until = locked_until(connection, username=username, now=now)
    if until is not None:
        raise SignInRefused(locked_until=until)


def whose(connection: Connection, secret: str, now: datetime) -> tuple[Account, bool] | None:
    """
    Return whose session a secret is, and whether it should be noted as seen again.

    None when it has ended, slept too long, grown too old, or its account was closed.
    """
    row = connection.execute(
        select(SESSION).where(
            SESSION.c.secret == _hash(secret, fold=False), SESSION.c.ended.is_(None)
        )
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
    connection.execute(
        update(SESSION).where(SESSION.c.secret == _hash(secret, fold=False)).values(seen=now)
    )


def sign_out(connection: Connection, secret: str, now: datetime) -> None:
    """
    End a session for good, wherever its secret is kept.
    """
    connection.execute(
        update(SESSION)
        .where(SESSION.c.secret == _hash(secret, fold=False), SESSION.c.ended.is_(None))
        .values(ended=now)
    )


def _hash(text: str, *, fold: bool = True) -> str:
    plain = text.strip().casefold() if fold else text
    return sha256(plain.encode()).hexdigest()
