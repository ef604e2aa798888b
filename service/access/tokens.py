"""Service tokens: an agency's own system signs in with one, for an account and within scopes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, true, update
from uuid_utils.compat import uuid7

from service.access.account_notices import NEW_TOKEN, tell_account
from service.access.accounts import Account, account_called, account_of
from service.access.errors import AccountRefused, NotAgreed
from service.access.tables import API_TOKEN

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection, Row

MARK = "tl"
LONGEST = timedelta(days=366)
USED_EVERY = timedelta(hours=1)
MOST_WORDS = 200


class Scope(StrEnum):
    """
    What a token may be used for; it never gives more than its account has.
    """

    READ = "read"
    RECORD = "record"
    ANSWER = "answer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """
    One token as it is listed: everything but its secret, which nobody keeps.

    Args:
        prefix: The public part, by which it is named in the access log and revoked.
        purpose: What system uses it, in the words of whoever made it.
        user: The account that it acts for; what it does is done in that name.
        agency: The agency it was made for; when the account moves on, it opens nothing more.
        agreed: When the account agreed that it acts for it; until then it opens nothing.
    """

    prefix: str
    purpose: str
    user: UUID
    agency: str
    scopes: frozenset[Scope]
    made: datetime
    expires: datetime
    revoked: datetime | None
    used: datetime | None
    agreed: datetime | None


def create_token(
    connection: Connection,
    *,
    username: str,
    purpose: str,
    scopes: Collection[str],
    expires: datetime,
    now: datetime,
) -> str:
    """
    Make a token and return it; it is shown this once and never again. The account is told of it,
    and it opens nothing until the account itself agrees, signed in.

    Raises:
        AccountRefused: Something about it will not do; all such fields at once.
    """
    account = account_called(connection, username)
    purpose = " ".join(purpose.split())
    wrong: dict[str, str] = {}
    if account is None or not account.active:
        wrong["username"] = "Name an active user; make an account for the system first"
    if not 0 < len(purpose) <= MOST_WORDS:
        wrong["purpose"] = f"Say which system uses it, in up to {MOST_WORDS} characters"
    if not scopes or not set(scopes) <= set(Scope):
        wrong["scopes"] = f"Choose from: {', '.join(Scope)}"
    if not now < expires <= now + LONGEST:
        wrong["expires"] = f"Give a moment to come, at most {LONGEST.days} days away"
    if wrong or account is None:
        raise AccountRefused(wrong)
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    connection.execute(
        insert(API_TOKEN).values(
            id=uuid7(),
            prefix=prefix,
            secret=_hash(secret),
            purpose=purpose,
            app_user=account.id,
            agency=account.agency_id,
            scopes=" ".join(sorted(set(scopes))),
            made=now,
            expires=expires,
        )
    )
    tell_account(connection, account.id, NEW_TOKEN, now)
    return f"{MARK}_{prefix}_{secret}"


def whose_token(connection: Connection, token: str, now: datetime) -> tuple[Account, Token] | None:
    """
    Return the account that a token acts for; None when it opens nothing, without saying why.

    Raises:
        NotAgreed: It is a good one, and its account has not agreed to it yet.
    """
    mark, _, rest = token.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != MARK or not prefix or not secret or not token.isascii():
        return None
    row = connection.execute(select(API_TOKEN).where(API_TOKEN.c.prefix == prefix)).one_or_none()
    # Compared even where there is no such prefix, so that time tells nothing.
    known = row.secret if row is not None else _hash("")
    if not compare_digest(known, _hash(secret)) or row is None:
        return None
    if row.revoked is not None or row.expires <= now:
        return None
    account = account_of(connection, row.app_user)
    if account is None or not account.active or account.agency_id != row.agency:
        return None
    if row.agreed is None:
        # Whoever holds the secret is told why: there is nothing to guess any more.
        raise NotAgreed
    return account, _token(row, account.agency)


def agree_to_token(connection: Connection, user: UUID, prefix: str, now: datetime) -> bool:
    """
    Let a token act for its account from now on; False where it is not the user's.

    Source: UK GDPR, article 5(1)(f): whoever administers accounts acts in nobody else's name.
    """
    mine = (API_TOKEN.c.prefix == prefix) & (API_TOKEN.c.app_user == user)
    stands = mine & API_TOKEN.c.revoked.is_(None)
    return connection.execute(update(API_TOKEN).where(stands).values(agreed=now)).rowcount > 0


def note_used(connection: Connection, prefix: str, now: datetime) -> None:
    """
    Note that a token is in use, so that one that nobody needs is seen and revoked.
    """
    connection.execute(update(API_TOKEN).where(API_TOKEN.c.prefix == prefix).values(used=now))


def revoke_token(
    connection: Connection, prefix: str, now: datetime, *, of: UUID | None = None
) -> bool:
    """
    End a token for good; False when there is none such, or it had ended before.

    Args:
        of: Only where it acts for this account; None for any.
    """
    mine = API_TOKEN.c.app_user == of if of is not None else true()
    done = connection.execute(
        update(API_TOKEN)
        .where(API_TOKEN.c.prefix == prefix, API_TOKEN.c.revoked.is_(None), mine)
        .values(revoked=now)
    )
    return done.rowcount > 0


def tokens(connection: Connection, *, of: UUID | None = None) -> tuple[Token, ...]:
    """
    Return every token ever made, of one account or of all, newest first.
    """
    wanted = select(API_TOKEN).order_by(API_TOKEN.c.made.desc())
    found = []
    for row in connection.execute(wanted.where(API_TOKEN.c.app_user == of) if of else wanted):
        account = account_of(connection, row.app_user)
        found.append(_token(row, account.agency if account else ""))
    return tuple(found)


def stale(token: Token, now: datetime) -> bool:
    """
    Tell whether a use is worth noting again.
    """
    return token.used is None or now - token.used > USED_EVERY


def _token(row: Row[Any], agency: str) -> Token:
    return Token(
        prefix=row.prefix,
        purpose=row.purpose,
        user=row.app_user,
        agency=agency,
        scopes=frozenset(Scope(name) for name in row.scopes.split()),
        made=row.made,
        expires=row.expires,
        revoked=row.revoked,
        used=row.used,
        agreed=row.agreed,
    )


def _hash(secret: str) -> str:
    # 32 random bytes need no slow hash: there is nothing to guess.
    return sha256(secret.encode()).hexdigest()
