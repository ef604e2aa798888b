"""``throughline absence``."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Any

import click
from uuid_utils.compat import uuid7

from service.access.absences import absences, rota
from service.access.accounts import account_called
from service.access.reader import Reader
from service.actions.errors import ActionRefused
from service.actions.record_absence import (
    RecordAbsence,
    RecordOnCall,
    end_absence,
    end_on_call,
    record_absence,
    record_on_call,
)
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.sealing import seal_log, signer_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from service.access.absences import Turn
    from service.wiring import Session

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def command() -> None:
    """
    Record who is away and who stands in, and who is on call.
    """


@command.command()
@click.argument("username")
@click.option("--from", "first", type=DAY, required=True, metavar="DAY")
@click.option("--to", "last", type=DAY, required=True, metavar="DAY", help="The last day away.")
@click.option("--deputy", default="", metavar="USER", help="Who hears meanwhile.")
@format_option
def add(username: str, first: datetime, last: datetime, deputy: str, as_format: str | None) -> None:
    """
    Record that USERNAME is away.
    """

    def act(session: Session, operator: Reader, key: str) -> None:
        wish = RecordAbsence(
            who=_user(session, username),
            from_day=first.date().isoformat(),
            to_day=last.date().isoformat(),
            deputy=_user(session, deputy) if deputy else None,
            key=key,
        )
        record_absence(session, operator, wish)

    _do(act)
    answer({"username": username, "deputy": deputy}, as_format)


@command.command()
@click.argument("entry", type=int)
@format_option
def end(entry: int, as_format: str | None) -> None:
    """
    Record that the absence ENTRY has ended: yesterday was its last day.
    """
    _do(lambda session, operator, key: end_absence(session, operator, entry, key))
    answer({"absence": entry, "ended": True}, as_format)


@command.command("on-call")
@click.argument("username")
@click.option("--from", "first", type=DAY, required=True, metavar="DAY")
@click.option("--to", "last", type=DAY, required=True, metavar="DAY", help="The last day.")
@format_option
def on_call(username: str, first: datetime, last: datetime, as_format: str | None) -> None:
    """
    Put USERNAME on the on-call rota.
    """

    def act(session: Session, operator: Reader, key: str) -> None:
        wish = RecordOnCall(
            who=_user(session, username),
            from_day=first.date().isoformat(),
            to_day=last.date().isoformat(),
            key=key,
        )
        record_on_call(session, operator, wish)

    _do(act)
    answer({"username": username, "on_call": True}, as_format)


@command.command("off-call")
@click.argument("entry", type=int)
@format_option
def off_call(entry: int, as_format: str | None) -> None:
    """
    Take the turn ENTRY off the on-call rota.
    """
    _do(lambda session, operator, key: end_on_call(session, operator, entry, key))
    answer({"turn": entry, "ended": True}, as_format)


@command.command("list")
@format_option
def list_all(as_format: str | None) -> None:
    """
    Show who is away or on call, now or soon.
    """
    with house().reading() as session:
        away = [_told(one, "away") for one in absences(session.connection, session.today)]
        calls = [_told(one, "on call") for one in rota(session.connection, session.today)]
    found = away + calls
    answer(
        found,
        as_format,
        columns=("entry", "what", "who", "from", "to", "stands in"),
        rows=[tuple(one.values()) for one in found],
    )


def _told(one: Turn, what: str) -> dict[str, Any]:
    return {
        "entry": one.entry,
        "what": what,
        "who": one.name,
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "deputy": one.deputy,
    }


def _user(session: Session, username: str) -> UUID:
    account = account_called(session.connection, username)
    if account is None:
        raise click.BadParameter(f"there is no user {username!r}")
    return account.id


def _do(act: Callable[[Session, Reader, str], object]) -> None:
    open_house = house()
    signer_of(open_house)
    try:
        with open_house.writing() as session:
            act(session, Reader.operator(getpass.getuser()), f"absence/{uuid7()}")
    except ActionRefused as refused:
        for field, words in refused.fields.items():
            say(f"{field}: {words}")
        raise click.exceptions.Exit(EXIT_REFUSED) from None
    seal_log(open_house)
