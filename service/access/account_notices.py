"""
Tells whoever holds an account what others did with it: in their inbox, and by a message.

Source: NIST SP 800-63B, 4.6, on telling subscribers of events that concern their account.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from uuid_utils.compat import uuid7

from escalation.running.about_account import write_about_account
from service.access.tables import ACCOUNT_NOTICE

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

NEW_CODE = "A code was made with which you set a new password; the old one opens nothing now."
SET_BY_MAIL = "A new password was set with the code that was sent to your e-mail address."
SET_BY_HAND = "A new password was set with a code that was handed over by somebody else."
NEW_ACCOUNT = "An account was set up in your agency."
HANDED_CODE = "A code to set the password of an account of your agency was handed over."
OWN_PASSWORD = "The password of your account was changed on its own page."  # noqa: S105 - words
NEW_WEBHOOK = "A webhook was set up that tells another system within your rights."
NEW_TOKEN = "A token was made with which another system acts in your name."  # noqa: S105 - words
NEW_CALENDAR = "An address was made by which a calendar reads your dates."


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountNotice:
    """
    One thing that was done with an account.
    """

    id: UUID
    words: str
    at: datetime


def tell_account(
    connection: Connection, user: UUID, words: str, now: datetime, *, inside: str = ""
) -> None:
    """
    Put it into their inbox and the outbox, in the transaction that does it.

    Args:
        words: One of the sentences above; no name and nothing of any record.
        inside: What is said besides to whoever is signed in, such as whose account it is.
    """
    shown = f"{words} {inside}".rstrip()
    connection.execute(
        insert(ACCOUNT_NOTICE).values(id=uuid7(), app_user=user, words=shown, at=now)
    )
    write_about_account(connection, user, words, now=now)


def unseen_notices(connection: Connection, user: UUID) -> tuple[AccountNotice, ...]:
    """
    Return what somebody has not said that they have seen, the newest first.
    """
    table = ACCOUNT_NOTICE
    rows = connection.execute(
        select(table)
        .where(table.c.app_user == user, table.c.seen.is_(None))
        .order_by(table.c.at.desc(), table.c.id.desc())
    )
    return tuple(AccountNotice(id=row.id, words=row.words, at=row.at) for row in rows)


def note_notice_seen(connection: Connection, user: UUID, notice: UUID, now: datetime) -> bool:
    """
    Note that somebody has seen what they were told; False where it is not theirs.
    """
    table = ACCOUNT_NOTICE
    mine = (table.c.id == notice) & (table.c.app_user == user) & table.c.seen.is_(None)
    return connection.execute(update(table).where(mine).values(seen=now)).rowcount > 0
