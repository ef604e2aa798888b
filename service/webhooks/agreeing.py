"""
Whoever's rights a webhook is told within agrees to it, or takes that back; nobody else can.

Source: UK GDPR, article 5(1)(f): whoever administers accounts sees no case, and so cannot send one
out in somebody else's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from service.webhooks.subscriptions import Subscription, subscription
from service.webhooks.tables import WEBHOOK

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection


def webhooks_of(connection: Connection, user: UUID) -> tuple[Subscription, ...]:
    """
    Return what is told within somebody's rights, the oldest first.
    """
    mine = select(WEBHOOK).where(WEBHOOK.c.app_user == user)
    rows = connection.execute(mine.order_by(WEBHOOK.c.made, WEBHOOK.c.prefix)).all()
    return tuple(subscription(connection, row) for row in rows)


def agree(connection: Connection, user: UUID, prefix: str, now: datetime) -> bool:
    """
    Let a webhook say all of an event from now on; False where it is not the user's.
    """
    return _changed(connection, user, prefix, agreed=now)


def take_back(connection: Connection, user: UUID, prefix: str) -> bool:
    """
    Let a webhook say references alone again; False where it is not the user's.
    """
    return _changed(connection, user, prefix, agreed=None)


def _changed(connection: Connection, user: UUID, prefix: str, **values: Any) -> bool:
    mine = (WEBHOOK.c.prefix == prefix) & (WEBHOOK.c.app_user == user)
    return connection.execute(update(WEBHOOK).where(mine).values(**values)).rowcount > 0
