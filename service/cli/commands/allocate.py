"""``throughline allocate``."""

from __future__ import annotations

import getpass

import click
from uuid_utils.compat import uuid7

from events.kinds.allocation import ALLOCATED_AS
from projections.stored.directory import find_child
from service.access.accounts import account_called
from service.access.reader import Reader
from service.actions.allocate import Allocate, allocate
from service.cli.opening import house
from service.cli.output import answer, format_option
from service.sealing import seal_log, signer_of


@click.command()
@click.argument("child")
@click.argument("username")
@click.option("--role", type=click.Choice(list(ALLOCATED_AS)), default="lead", show_default=True)
@click.option("--ends", is_flag=True, help="The person no longer works with the child.")
@click.option("--reason", default="", help="Needed when it ends: why, and who takes over.")
@format_option
def command(
    child: str, username: str, role: str, *, ends: bool, reason: str, as_format: str | None
) -> None:
    """
    Give CHILD to a worker, who may then open the record, or end that.
    """
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        account = account_called(session.connection, username)
        if account is None:
            raise click.BadParameter(f"there is no user {username!r}")
        found = find_child(session.connection, child)
        allocate(
            session,
            Reader.operator(getpass.getuser()),
            Allocate(
                child=found,
                worker=account.id,
                role=role,
                ends=ends,
                reason=reason,
                key=f"allocation/{uuid7()}",
            ),
        )
    seal_log(open_house)
    answer({"child": str(found), "worker": account.username, "role": role, "ends": ends}, as_format)
