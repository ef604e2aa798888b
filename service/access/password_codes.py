"""
One-time codes with which the owner of an account sets its password; nobody else ever chooses one.

A code goes to the account's own e-mail address. Where no mail goes out it is handed over, and so
was in another's hand: the account is marked, agrees to nothing for a while, and its leads hear.

Source: OWASP Forgot Password Cheat Sheet; NIST SP 800-63B, 6.1.2.3.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from service.access.access_log import record_read
from service.access.account_notices import (
    HANDED_CODE,
    NEW_CODE,
    SET_BY_HAND,
    SET_BY_MAIL,
    tell_account,
)
from service.access.accounts import (
    NO_PASSWORD,
    account_called,
    account_of,
    end_sessions,
    set_password,
)
from service.access.calendar_addresses import end_address
from service.access.errors import AccountRefused
from service.access.leads_of_account import leads_of_account
from service.access.tables import PASSWORD_CODE, USER

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from service.access.accounts import Account
    from service.access.passwords import NewPassword

LASTS = timedelta(hours=24)
AGREES_AFTER = timedelta(days=7)
"""How long an account agrees to nothing after its password was set with a handed-over code."""
_BYTES = 10
_GROUP = 4


def new_code() -> str:
    """
    Make a code that can be read out and typed, and that nobody guesses: 80 bits.
    """
    plain = secrets.token_hex(_BYTES)
    return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))


def keep_code(
    connection: Connection, code: str, *, user: UUID, by: str, handed: bool, now: datetime
) -> None:
    """
    Let a code set somebody's password, and end their old password, every session and the address
    of their dates at once.

    It is in the access log, and the account is told; of a code that is handed over, its leads too.

    Args:
        by: Who asked for it, as the access log names people.
        handed: Whether anybody but the owner has it in hand.

    Raises:
        AccountRefused: There is no such active user.
    """
    account = account_of(connection, user)
    if account is None or not account.active:
        raise AccountRefused({"user": "Choose somebody whose account is active"})
    connection.execute(delete(PASSWORD_CODE).where(PASSWORD_CODE.c.app_user == user))
    connection.execute(
        insert(PASSWORD_CODE).values(
            app_user=user, secret=_hash(code), made=now, handed=int(handed)
        )
    )
    connection.execute(update(USER).where(USER.c.id == user).values(password_hash=NO_PASSWORD))
    end_sessions(connection, user, now)
    end_address(connection, user)
    way = "handed over" if handed else "sent to the account's e-mail address"
    record_read(
        connection, who=by, child=None, what=f"password code of user:{user}", now=now, why=way
    )
    tell_account(connection, user, NEW_CODE, now)
    if handed:
        asks = f"It is that of {account.name}: ask them, not in writing, whether they have it."
        for one in leads_of_account(connection, account):
            tell_account(connection, one.id, HANDED_CODE, now, inside=asks)


def set_with_code(
    connection: Connection, *, username: str, code: str, password: NewPassword, now: datetime
) -> Account | None:
    """
    Set the owner's new password with their code, which is used up by it.

    Returns:
        The account; None where name and code do not belong together, or the code is too old.

    Raises:
        AccountRefused: The new password will not do; the code stays good.
    """
    account = account_called(connection, username)
    row = None
    if account is not None and account.active:
        mine = select(PASSWORD_CODE).where(PASSWORD_CODE.c.app_user == account.id)
        row = connection.execute(mine).one_or_none()
    # Compared even where there is none, so that time tells nothing.
    right = compare_digest(row.secret if row is not None else _hash(""), _hash(code))
    if account is None or row is None or not right or now - row.made > LASTS:
        return None
    set_password(connection, user=account.id, password=password, now=now)
    end_address(connection, account.id)
    connection.execute(delete(PASSWORD_CODE).where(PASSWORD_CODE.c.app_user == account.id))
    if not row.handed:
        tell_account(connection, account.id, SET_BY_MAIL, now)
        return account
    connection.execute(update(USER).where(USER.c.id == account.id).values(handed_over=now))
    record_read(
        connection,
        who=f"user:{account.id}",
        child=None,
        what="password set with a code that was handed over",
        now=now,
        why="sign-in",
    )
    tell_account(connection, account.id, SET_BY_HAND, now)
    said = f"It is that of {account.name}, who is signed in with it."
    for one in leads_of_account(connection, account):
        tell_account(connection, one.id, SET_BY_HAND, now, inside=said)
    return account


def agrees_from(connection: Connection, user: UUID, now: datetime) -> datetime | None:
    """
    Return from when an account may agree that others act or hear for it; None where it may now.
    """
    handed: datetime | None = connection.scalar(select(USER.c.handed_over).where(USER.c.id == user))
    until = handed + AGREES_AFTER if handed else None
    return until if until is not None and until > now else None


def _hash(code: str) -> str:
    # Eighty random bits need no slow hash: there is nothing to guess.
    return sha256(code.strip().casefold().replace("-", "").replace(" ", "").encode()).hexdigest()
