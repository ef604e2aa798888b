"""``throughline webhook``."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from escalation.running.destination import networks
from events.log.columns import moment_text
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.webhooks.secrets import vault
from service.webhooks.subscriptions import (
    BOTH_SECRETS,
    Style,
    Subscribe,
    remove,
    rotate,
    start,
    stop,
    subscribe,
    subscriptions,
)
from service.webhooks.trying import try_out

if TYPE_CHECKING:
    from datetime import datetime

    from service.webhooks.subscriptions import Subscription

KEEP = "Keep it now: it is shown this once, and nobody can read it again."
AGREES = (
    "It tells references alone until the user agrees, signed in, under Your account, that it says "
    "all of an event."
)
NONE_SUCH = "There is no such webhook."


@click.group()
def command() -> None:
    """
    Tell other systems of events and checkpoints by signed requests.
    """


@command.command()
@click.argument("url")
@click.option("--user", "username", required=True, help="Within whose rights it is told.")
@click.option("--purpose", required=True, help="Which system it is.")
@click.option(
    "--style",
    type=click.Choice([str(style) for style in Style]),
    default=str(Style.REFERENCE),
    show_default=True,
    help="That there is something and where to read it, or, once the user agrees, all of it.",
)
@click.option("--kind", "kinds", multiple=True, help="Only this kind; give it again for more.")
@click.option("--events/--no-events", default=True, show_default=True, help="Tell it of events.")
@click.option("--checkpoints", is_flag=True, help="Send it each new checkpoint.")
@click.option("--from-start", is_flag=True, help="Tell it of all that is there already.")
@format_option
def add(as_format: str | None, **asked: Any) -> None:
    """
    Set up a webhook that asks URL by POST; its secret is shown once.
    """
    here = house()
    with here.writing() as session:
        prefix, secret = subscribe(
            session.connection,
            Subscribe(**asked),
            vault=vault(here.settings),
            allowed=networks(here.settings.webhook_networks),
            now=session.now,
        )
    say(KEEP)
    if asked["style"] == Style.FULL:
        say(AGREES)
    answer({"webhook": prefix, "secret": secret}, as_format)


@command.command("rotate")
@click.argument("prefix")
@click.option(
    "--hours",
    type=click.IntRange(0, 720),
    default=int(BOTH_SECRETS.total_seconds() // 3600),
    show_default=True,
    help="How long the secret before signs as well.",
)
@format_option
def new_secret(prefix: str, hours: int, as_format: str | None) -> None:
    """
    Give the webhook PREFIX a new secret.
    """
    here = house()
    with here.writing() as session:
        secret = rotate(
            session.connection,
            prefix,
            vault=vault(here.settings),
            now=session.now,
            both=timedelta(hours=hours),
        )
    say(KEEP)
    answer({"webhook": prefix, "secret": secret}, as_format)


@command.command("remove")
@click.argument("prefix")
@format_option
def end(prefix: str, as_format: str | None) -> None:
    """
    End the webhook PREFIX for good.
    """
    with house().writing() as session:
        done = remove(session.connection, prefix)
    _done({"webhook": prefix, "removed": done}, as_format, done=done)


@command.command("stop")
@click.argument("prefix")
@format_option
def pause(prefix: str, as_format: str | None) -> None:
    """
    Send nothing more to the webhook PREFIX until it is started again.
    """
    with house().writing() as session:
        done = stop(session.connection, prefix, session.now)
    _done({"webhook": prefix, "stopped": done}, as_format, done=done)


@command.command("start")
@click.argument("prefix")
@format_option
def resume(prefix: str, as_format: str | None) -> None:
    """
    Send to the webhook PREFIX again, from where it stopped, at the next sweep.
    """
    with house().writing() as session:
        done = start(session.connection, prefix, session.now)
    _done({"webhook": prefix, "started": done}, as_format, done=done)


@command.command("test")
@click.argument("prefix")
@format_option
def try_one(prefix: str, as_format: str | None) -> None:
    """
    Send the webhook PREFIX one message about nobody, and say whether it was taken.
    """
    found = try_out(house(), prefix)
    if found is None:
        _done({"webhook": prefix, "ok": False}, as_format, done=False)
        return
    answer({"webhook": prefix, "ok": not found, "trouble": found}, as_format)
    if found:
        raise click.exceptions.Exit(EXIT_REFUSED)


@command.command("list")
@format_option
def list_all(as_format: str | None) -> None:
    """
    Show every webhook and how it fares, without its secret.
    """
    with house().reading() as session:
        settled = session.log.settled()
        found = [_told(one, settled) for one in subscriptions(session.connection)]
    answer(
        found,
        as_format,
        columns=("webhook", "purpose", "user", "says", "behind", "state"),
        rows=[
            (one["webhook"], one["purpose"], one["user"], one["says"], one["behind"], one["state"])
            for one in found
        ],
    )


def _told(one: Subscription, settled: int) -> dict[str, Any]:
    state = "stopped" if one.disabled else (one.trouble or "well")
    return {
        "webhook": one.prefix,
        "url": one.url,
        "purpose": one.purpose,
        "user": one.username,
        "agency": one.agency,
        "style": str(one.style),
        "says": str(one.says),
        "agreed": _moment(one.agreed),
        "kinds": sorted(one.kinds),
        "checkpoints": one.checkpoints,
        "position": one.position,
        "behind": max(0, settled - one.position) if one.events else 0,
        "state": state,
        "waiting_since": _moment(one.waiting_since),
        "attempts": one.attempts,
        "sent": _moment(one.sent),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment_text(moment) if moment else None


def _done(told: dict[str, Any], as_format: str | None, *, done: bool) -> None:
    answer(told, as_format)
    if not done:
        say(NONE_SUCH)
        raise click.exceptions.Exit(EXIT_REFUSED)
