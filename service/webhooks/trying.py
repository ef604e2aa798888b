"""Tries a receiver out with a message that is about nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import orjson
from sqlalchemy import select

from escalation.running.signed_request import Message
from events.log.columns import moment_text
from service.feed.cloud_event import PREFIX, SINGLE
from service.webhooks.delivering import UNREADABLE, attempted
from service.webhooks.secrets import SecretUnreadable, vault
from service.webhooks.tables import WEBHOOK

if TYPE_CHECKING:
    from service.wiring import Throughline


def try_out(house: Throughline, prefix: str) -> str | None:
    """
    Send one signed message and return what went wrong, "" where it was taken.

    Returns:
        None where there is no such webhook.
    """
    with house.reading() as session:
        row = session.connection.execute(
            select(WEBHOOK).where(WEBHOOK.c.prefix == prefix)
        ).one_or_none()
        now = session.now
    if row is None:
        return None
    try:
        secret = vault(house.settings).unlocked(row.secret, row.prefix)
    except SecretUnreadable:
        return UNREADABLE
    id_ = f"test-{uuid4()}"
    told = {
        "specversion": "1.0",
        "id": id_,
        "source": f"{house.settings.address}/",
        "type": f"{PREFIX}test",
        "time": moment_text(now),
    }
    message = Message(id=id_, body=orjson.dumps(told).decode(), media=SINGLE, secrets=[secret])
    return attempted(message, row.url, now, house.settings.webhook_networks)
