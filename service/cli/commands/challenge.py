"""``throughline challenge``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from uuid_utils.compat import uuid7

from events.kinds.challenge_answered import ANSWERS
from events.kinds.challenge_resolved import HOW
from service.access.accounts import account_called
from service.access.disputed import challenges_open
from service.actions.errors import ActionRefused
from service.actions.settle_challenge import SettleChallenge, settle_challenge
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.sealing import seal_log, signer_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from service.access.reader import Reader
    from service.wiring import Session

AS = click.option(
    "--as", "username", required=True, metavar="USER", help="Who says it; their agency is a side."
)
REASON = click.option("--reason", required=True, help="Why, for this child.")


@click.group()
def command() -> None:
    """
    Answer, take further and settle challenges between agencies.
    """


@command.command("list")
@AS
@format_option
def list_all(username: str, as_format: str | None) -> None:
    """
    Show the challenges between a user's agency and others.
    """
    with house().reading() as session:
        found = challenges_open(session.connection, _reader(session, username))
    told = [
        asdict(one) | {"child": str(one.child), "answered": bool(one.answered)} for one in found
    ]
    answer(
        told,
        as_format,
        columns=("challenge", "from", "to", "stage", "due", "answered"),
        rows=[
            (one.entry, one.from_agency, one.to_agency, one.stage, one.due, bool(one.answered))
            for one in found
        ],
    )


@command.command("answer")
@click.argument("entry", type=int)
@AS
@click.option("--answer", "said", required=True, type=click.Choice(list(ANSWERS)))
@REASON
@click.option("--will-do", default="", help="What the agency that was asked will do.")
@format_option
def give_answer(
    entry: int, username: str, said: str, reason: str, will_do: str, as_format: str | None
) -> None:
    """
    Answer the challenge ENTRY; whether that settles it is for the other side to say.
    """
    content = {"answer": said, "reason": reason} | ({"will_do": will_do} if will_do else {})
    _say(entry, username, "challenge_answered", lambda _: content, as_format)


@command.command("next")
@click.argument("entry", type=int)
@AS
@click.option("--to-whom", required=True, metavar="USER", help="Who is asked at the next stage.")
@click.option("--asked", required=True, help="What is asked for.")
@REASON
@click.option("--due", type=click.DateTime(formats=["%Y-%m-%d"]), metavar="DAY")
@format_option
def take_on(
    entry: int,
    *,
    username: str,
    to_whom: str,
    asked: str,
    reason: str,
    due: datetime | None,
    as_format: str | None,
) -> None:
    """
    Take the challenge ENTRY to its next stage.
    """

    def content(session: Session) -> dict[str, str]:
        whom = str(_reader(session, to_whom).user)
        said = {"to_whom": whom, "asked": asked, "reason": reason}
        return said | ({"due": due.date().isoformat()} if due else {})

    _say(entry, username, "challenge_raised", content, as_format)


@command.command()
@click.argument("entry", type=int)
@AS
@click.option("--how", required=True, type=click.Choice(list(HOW)))
@click.option("--decision", required=True, help="What was decided.")
@REASON
@format_option
def settle(
    entry: int, username: str, how: str, decision: str, reason: str, as_format: str | None
) -> None:
    """
    Say how the challenge ENTRY was settled.
    """
    content = {"how": how, "decision": decision, "reason": reason}
    _say(entry, username, "challenge_resolved", lambda _: content, as_format)


def _reader(session: Session, username: str) -> Reader:
    account = account_called(session.connection, username)
    if account is None or not account.active:
        raise click.BadParameter(f"there is no active user {username!r}")
    return account.reader


def _say(
    entry: int,
    username: str,
    kind: str,
    content: Callable[[Session], dict[str, Any]],
    as_format: str | None,
) -> None:
    open_house = house()
    signer_of(open_house)
    try:
        with open_house.writing() as session:
            wish = SettleChallenge(
                entry=entry, kind=kind, content=content(session), key=f"challenge/{uuid7()}"
            )
            done = settle_challenge(session, _reader(session, username), wish)
    except ActionRefused as refused:
        for field, words in refused.fields.items():
            say(f"{field}: {words}")
        raise click.exceptions.Exit(EXIT_REFUSED) from None
    seal_log(open_house)
    answer({"challenge": entry, "recorded": kind, "entry": done.first}, as_format)
