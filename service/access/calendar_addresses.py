"""The secret address by which a calendar reads one person's dates: one a person, revocable."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from service.access.accounts import account_of
from service.access.tables import CALENDAR_ADDRESS

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from service.access.accounts import Account


def make_address(connection: Connection, user: UUID, now: datetime) -> str:
    """
    Make somebody's secret and return it, this once; one that they had opens nothing any more.
    """
    secret = secrets.token_urlsafe(32)
    end_address(connection, user)
    connection.execute(
        insert(CALENDAR_ADDRESS).values(app_user=user, secret=_hash(secret), made=now)
    )
    return secret


def end_address(connection: Connection, user: UUID) -> bool:
    """
    End somebody's address; False where they had none.
    """
    mine = CALENDAR_ADDRESS.c.app_user == user
    return connection.execute(delete(CALENDAR_ADDRESS).where(mine)).rowcount > 0


def address_made(connection: Connection, user: UUID) -> datetime | None:
    """
    Return when somebody's address was made; None where they have none.
    """
    return connection.scalar(
        select(CALENDAR_ADDRESS.c.made).where(CALENDAR_ADDRESS.c.app_user == user)
    )


def whose_address(connection: Connection, secret: str) -> Account | None:
    """
    Return the active account that an address is of; None where it opens nothing.
    """
    user = connection.scalar(
        select(CALENDAR_ADDRESS.c.app_user).where(CALENDAR_ADDRESS.c.secret == _hash(secret))
    )
    account = account_of(connection, user) if user else None
    return account if account and account.active else None


def _hash(secret: str) -> str:
    # 32 random bytes need no slow hash: there is nothing to guess.
    return sha256(secret.encode()).hexdigest()
