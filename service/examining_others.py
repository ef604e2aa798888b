"""Looks over whom the installation tells: webhooks, and witnesses of its checkpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.session_key import KeyMissing
from service.finding import Found
from service.webhooks.health import webhook_health, witness_health
from service.webhooks.secrets import vault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.wiring import Throughline


def telling_others(house: Throughline) -> Iterator[Found]:
    """
    Say whether every webhook takes what is sent, and whether checkpoints are kept elsewhere.
    """
    with house.reading() as session:
        webhooks = webhook_health(session.connection, session.now)
        witnesses = witness_health(session.connection, house.settings, session.now)
    wrong = list(webhooks["wrong"])
    if webhooks["webhooks"]:
        try:
            vault(house.settings)
        except KeyMissing as missing:
            wrong.append(str(missing))
    yield Found(
        name="webhooks",
        ok=not wrong,
        said="; ".join(wrong) or f"{webhooks['webhooks']} set up, {webhooks['stopped']} stopped",
        fix="Ask whoever keeps the receiver; see: throughline webhook list" if wrong else "",
    )
    yield Found(
        name="checkpoints elsewhere",
        ok=witnesses["ok"],
        said="; ".join(witnesses["wrong"])
        or (
            f"{witnesses['witnesses']} witnesses, all told up to {witnesses['told']}"
            if witnesses["witnesses"]
            else "nobody else keeps them: set THROUGHLINE_CHECKPOINT_FILE or …_MAIL"
        ),
        fix="" if witnesses["ok"] else "Make the file writable, or mend the mail server",
    )
