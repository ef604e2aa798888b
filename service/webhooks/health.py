"""Whether subscribers and witnesses take what is sent, for pages, doctor and whoever watches."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from events.log.checkpoints import newest
from events.log.columns import moment_text
from service.webhooks.subscriptions import subscriptions
from service.webhooks.tables import WITNESS
from service.webhooks.witnesses import named

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from service.settings import Settings

PATIENCE = timedelta(minutes=5)
"""How long something may wait before it is said to be in trouble."""


def webhook_health(connection: Connection, now: datetime) -> dict[str, Any]:
    """
    Return how the webhooks fare; no addresses, for anybody may read it.
    """
    every = subscriptions(connection)
    wrong = [
        f"The webhook {one.prefix} has not taken what is sent since"
        f" {moment_text(one.waiting_since)}: {one.trouble}"
        for one in every
        if not one.disabled and one.waiting_since and now - one.waiting_since > PATIENCE
    ]
    return {
        "ok": not wrong,
        "wrong": wrong,
        "webhooks": len(every),
        "stopped": sum(1 for one in every if one.disabled),
    }


def witness_health(connection: Connection, settings: Settings, now: datetime) -> dict[str, Any]:
    """
    Return how the witnesses of checkpoints fare; no addresses, for anybody may read it.
    """
    where = named(settings)
    rows = connection.execute(select(WITNESS).where(WITNESS.c.name.in_(list(where)))).all()
    last = newest(connection)
    wrong = [
        f"A witness ({row.name.partition(':')[0]}) has not been told of a checkpoint since"
        f" {moment_text(row.waiting_since)}: {row.trouble}"
        for row in rows
        if row.waiting_since and now - row.waiting_since > PATIENCE
    ]
    return {
        "ok": not wrong,
        "wrong": wrong,
        "witnesses": len(where),
        "newest": last.number if last else 0,
        "told": min((row.checkpoint for row in rows), default=0),
    }
