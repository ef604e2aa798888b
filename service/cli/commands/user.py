"""``throughline user``."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import click
from uuid_utils.compat import uuid7

from service.access.accounts import (
    account_called,
    accounts,
    create_user,
)
from service.access.errors import AccountRefused
from service.access.leads_of_account import tell_of_new_account
from service.access.passwords import NewPassword
from service.access.reader import Reader, Role
from service.actions.close_account import CloseAccount, close_account
from service.actions.errors import ActionRefused
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.mailing_codes import give_code
from service.sealing import seal_log, signer_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from service.access.accounts import Account

PASSWORD = click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    envvar="THROUGHLINE_NEW_PASSWORD",
    help="Asked for if not given; or set THROUGHLINE_NEW_PASSWORD.",
)


@click.group()
def command() -> None:
    """
    Set up the people who use the service.
    """


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="As others see it.")
@click.option("--email", required=True, help="Where escalations go.")
@click.option("--agency", required=True, metavar="NAME")
@click.option("--team", default="", metavar="NAME")
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]))
@PASSWORD
@format_option
def add(
    username: str,
    *,
    name: str,
    email: str,
    agency: str,
    team: str,
    role: str,
    password: str,
    as_format: str | None,
) -> None:
    """
    Set up a user.
    """
    chosen = NewPassword(password)
    with house().writing() as session:
        made = create_user(
            session.connection,
            username=username,
            name=name,
            email=email,
            agency=agency,
            team=team,
            role=role,
            password=chosen,
            now=session.now,
        )
        by = f"the operator {getpass.getuser()}"
        tell_of_new_account(session.connection, made, by=by, now=session.now)
    answer({"id": str(made), "username": username}, as_format)


@command.command("list")
@click.option("--agency", default="", metavar="NAME")
@format_option
def list_all(agency: str, as_format: str | None) -> None:
    """
    Show all users, or an agency's.
    """
    with house().reading() as session:
        found = accounts(session.connection, agency=agency)
    answer(
        [
            {
                "id": str(one.id),
                "username": one.username,
                "name": one.name,
                "email": one.email,
                "agency": one.agency,
                "team": one.team,
                "role": str(one.role),
                "active": one.active,
            }
            for one in found
        ],
        as_format,
        columns=("user", "name", "role", "agency", "team", "active"),
        rows=[
            (a.username, a.name, a.role, a.agency, a.team, "yes" if a.active else "no")
            for a in found
        ],
    )


@command.command()
@click.argument("username")
@click.option("--hand-over", is_flag=True, help="Show the code here, although mail goes out.")
@format_option
def password(username: str, *, hand_over: bool, as_format: str | None) -> None:
    """
    Give a user a code with which they choose a new password; the old one and all sessions end.

    It goes to the account's own e-mail address. Where no mail goes out it is shown, to be handed
    over: the account's leads are told, and it agrees to no webhook and no token for a week.
    """
    here = house()
    with here.reading() as session:
        account = _account(session.connection, username)
    by = Reader.operator(getpass.getuser()).actor
    try:
        code = give_code(here, account.id, by=by, by_hand=hand_over)
    except AccountRefused as refused:
        for words in refused.fields.values():
            say(words)
        raise click.exceptions.Exit(EXIT_REFUSED) from None
    answer({"username": username, "sent": not code, "code": code or None}, as_format)


@command.command("deactivate")
@click.argument("username")
@click.option("--takes-over", default="", metavar="USER", help="Who has their children and work.")
@format_option
def close(username: str, takes_over: str, as_format: str | None) -> None:
    """
    Close an account from the next request on; what the person recorded keeps their name.

    What they owed goes to whoever takes over, else to their manager; dates stay where they were.
    """
    open_house = house()
    signer_of(open_house)
    try:
        with open_house.writing() as session:
            account = _account(session.connection, username)
            heir = _account(session.connection, takes_over) if takes_over else None
            wish = CloseAccount(
                user=account.id, takes_over=heir.id if heir else None, key=f"left/{uuid7()}"
            )
            closed = close_account(session, Reader.operator(getpass.getuser()), wish)
    except ActionRefused as refused:
        for field, words in refused.fields.items():
            say(f"{field}: {words}")
        raise click.exceptions.Exit(EXIT_REFUSED) from None
    seal_log(open_house)
    answer(
        {
            "username": username,
            "active": False,
            "children": closed.children,
            "handed_on": closed.outcomes,
            "to": closed.to,
        },
        as_format,
    )


def _account(connection: Connection, username: str) -> Account:
    account = account_called(connection, username)
    if account is None:
        raise click.BadParameter(f"there is no user {username!r}")
    return account
