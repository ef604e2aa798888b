"""Looks over what leaves the installation: webhooks, checkpoints kept elsewhere, duty copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.conference.wording import counted
from service.access.session_key import KeyMissing
from service.duty.health import duty_health
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


def duty_copies(house: Throughline) -> Iterator[Found]:
    """
    Say whether a copy for when the service is down was made within a day, and of whom none is.
    """
    with house.reading() as session:
        health = duty_health(session.connection, house.settings, session.now)
    if not house.settings.duty_copies:
        said = "none is made for when this is down: set THROUGHLINE_DUTY_COPIES to a folder"
    else:
        said = "; ".join(health["wrong"]) or (
            f"the oldest was made {health['oldest']}" if health["made"] else "no team has children"
        )
    yield Found(
        name="duty copies",
        ok=health["ok"],
        said=said,
        fix="" if health["ok"] else "Look at the folder and the worker; try: throughline duty-copy",
    )
    if health["in_no_copy"]:
        those = counted(health["in_no_copy"], "child", "children")
        yield Found(
            name="in no duty copy",
            ok=False,
            said=f"something is owed to {those} with whom nobody works",
            fix="Allocate somebody to each: throughline allocate CHILD USERNAME",
        )
