"""Who is told by webhook: set up, listed, stopped, and given a new secret, by an administrator."""

from __future__ import annotations

import secrets as random
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update
from uuid_utils.compat import uuid7

from escalation.running.destination import fault
from events.log.append import event_log
from events.vocabulary import KINDS
from service.access.account_notices import NEW_WEBHOOK, tell_account
from service.access.accounts import account_called, account_of
from service.access.errors import AccountRefused
from service.webhooks.secrets import new_secret
from service.webhooks.tables import WEBHOOK

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from escalation.running.destination import Network
    from service.webhooks.secrets import Vault

MOST_WORDS = 200
BOTH_SECRETS = timedelta(hours=24)
"""How long the secret before stays good beside a new one."""


class Style(StrEnum):
    """
    How much a message says.
    """

    REFERENCE = "reference"
    """That there is an event, of which kind and in which record; and where to read it."""
    FULL = "full"
    """All of it, as far as the account may read it, and once the account itself agreed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """
    One receiver as it is listed: everything but its secret.

    Args:
        prefix: By which it is named and changed.
        user: The account within whose rights it is told.
        style: What was asked for.
        agreed: When the account agreed that all is said; None where it did not.
        kinds: Only events of these; all if none is named.
        position: All up to here was taken, or passed over as not open to the account.
        waiting_since: Since when it does not take what is sent; None where it does.
        trouble: What went wrong at the last attempt.
    """

    prefix: str
    url: str
    purpose: str
    user: UUID
    username: str
    agency: str
    style: Style
    kinds: frozenset[str]
    checkpoints: bool
    made: datetime
    agreed: datetime | None
    disabled: datetime | None
    older_until: datetime | None
    position: int
    checkpoint: int
    next_attempt: datetime
    attempts: int
    waiting_since: datetime | None
    sent: datetime | None
    trouble: str

    @property
    def says(self) -> Style:
        """
        How much it says now: all of an event only with the agreement of the account.
        """
        return self.style if self.agreed is not None else Style.REFERENCE

    @property
    def events(self) -> bool:
        """
        Whether it is told of events at all.
        """
        return CHECKPOINTS_ALONE not in self.kinds


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscribe:
    """
    What an administrator asks for.

    Args:
        events: Whether it is told of events at all; else of checkpoints alone.
        from_start: Whether it is told all that is there already.
    """

    url: str
    purpose: str
    username: str
    style: str = Style.REFERENCE
    kinds: Collection[str] = ()
    events: bool = True
    checkpoints: bool = False
    from_start: bool = False


CHECKPOINTS_ALONE = "-"
"""In place of kinds: no event at all."""


def subscribe(
    connection: Connection,
    wish: Subscribe,
    *,
    vault: Vault,
    allowed: Sequence[Network],
    now: datetime,
) -> tuple[str, str]:
    """
    Set up a subscription and return its prefix and its secret, which is shown this once.

    The account is told of it, and decides by itself whether it says all of an event.

    Raises:
        AccountRefused: Something about it will not do; all such fields at once.
    """
    account = account_called(connection, wish.username)
    purpose = " ".join(wish.purpose.split())
    wrong: dict[str, str] = {}
    if account is None or not account.active:
        wrong["username"] = "Name an active user; make an account for the system first"
    if not 0 < len(purpose) <= MOST_WORDS:
        wrong["purpose"] = f"Say which system it is, in up to {MOST_WORDS} characters"
    if bad := fault(wish.url, allowed):
        wrong["url"] = bad
    if wish.style not in set(Style):
        wrong["style"] = f"Choose one of: {', '.join(Style)}"
    if unknown := sorted(set(wish.kinds) - KINDS.keys()):
        wrong["kinds"] = f"There is no kind {', '.join(unknown)[:MOST_WORDS]}"
    if not wish.events and not wish.checkpoints:
        wrong["checkpoints"] = "Choose events, checkpoints or both"
    if wrong or account is None:
        raise AccountRefused(wrong)
    prefix, secret = random.token_hex(4), new_secret()
    connection.execute(
        insert(WEBHOOK).values(
            id=uuid7(),
            prefix=prefix,
            url=wish.url,
            purpose=purpose,
            app_user=account.id,
            agency=account.agency_id,
            style=str(wish.style),
            kinds=" ".join(sorted(set(wish.kinds))) if wish.events else CHECKPOINTS_ALONE,
            checkpoints=int(wish.checkpoints),
            secret=vault.locked(secret, prefix),
            made=now,
            position=0 if wish.from_start else event_log(connection).settled(),
            checkpoint=0,
            noted=0,
            next_attempt=now,
            attempts=0,
            trouble="",
        )
    )
    tell_account(connection, account.id, NEW_WEBHOOK, now)
    return prefix, secret


def rotate(
    connection: Connection,
    prefix: str,
    *,
    vault: Vault,
    now: datetime,
    both: timedelta = BOTH_SECRETS,
) -> str:
    """
    Give a subscription a new secret and return it; the one before signs as well for a time.

    Raises:
        AccountRefused: There is no such subscription.
    """
    row = connection.execute(select(WEBHOOK).where(WEBHOOK.c.prefix == prefix)).one_or_none()
    if row is None:
        raise AccountRefused({"prefix": "There is no such webhook"})
    secret = new_secret()
    connection.execute(
        update(WEBHOOK)
        .where(WEBHOOK.c.prefix == prefix)
        .values(
            secret=vault.locked(secret, prefix),
            older_secret=row.secret,
            older_until=now + both,
            next_attempt=now,
        )
    )
    return secret


def stop(connection: Connection, prefix: str, now: datetime) -> bool:
    """
    Send nothing more until somebody starts it again, from where it stopped.
    """
    return _changed(connection, prefix, disabled=now, held=None)


def start(connection: Connection, prefix: str, now: datetime) -> bool:
    """
    Send again, and at once what waits.
    """
    return _changed(connection, prefix, disabled=None, next_attempt=now)


def remove(connection: Connection, prefix: str) -> bool:
    """
    End a subscription for good; False when there is none such.
    """
    return connection.execute(delete(WEBHOOK).where(WEBHOOK.c.prefix == prefix)).rowcount > 0


def subscriptions(connection: Connection) -> tuple[Subscription, ...]:
    """
    Return every subscription, oldest first.
    """
    rows = connection.execute(select(WEBHOOK).order_by(WEBHOOK.c.made, WEBHOOK.c.prefix))
    return tuple(subscription(connection, row) for row in rows.all())


def subscription(connection: Connection, row: Row[Any]) -> Subscription:
    """
    Read one row.
    """
    account = account_of(connection, row.app_user)
    kinds = frozenset(row.kinds.split())
    return Subscription(
        prefix=row.prefix,
        url=row.url,
        purpose=row.purpose,
        user=row.app_user,
        username=account.username if account else "",
        agency=account.agency if account else "",
        style=Style(row.style),
        kinds=kinds,
        checkpoints=bool(row.checkpoints),
        made=row.made,
        agreed=row.agreed,
        disabled=row.disabled,
        older_until=row.older_until,
        position=row.position,
        checkpoint=row.checkpoint,
        next_attempt=row.next_attempt,
        attempts=row.attempts,
        waiting_since=row.waiting_since,
        sent=row.sent,
        trouble=row.trouble,
    )


def _changed(connection: Connection, prefix: str, **values: Any) -> bool:
    return (
        connection.execute(
            update(WEBHOOK).where(WEBHOOK.c.prefix == prefix).values(**values)
        ).rowcount
        > 0
    )
