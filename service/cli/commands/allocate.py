"""``throughline allocate``."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import click
from uuid_utils.compat import uuid7

from events.kinds.allocation import ALLOCATED_AS
from projections.stored.directory import find_child
from service.access.accounts import account_called
from service.access.allocations import lead_of, workers
from service.access.reader import Reader
from service.actions.allocate import Allocate, allocate
from service.cli.opening import house
from service.cli.output import answer, format_option
from service.sealing import seal_log, signer_of

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from service.access.accounts import Account


@click.command()
@click.argument("child")
@click.argument("username")
@click.option(
    "--role",
    type=click.Choice(list(ALLOCATED_AS)),
    default=None,
    help="lead where nobody else leads the child's work yet, else other.",
)
@click.option("--ends", is_flag=True, help="The person no longer works with the child.")
@click.option("--reason", default="", help="Needed when it ends: why, and who takes over.")
@format_option
def command(
    child: str, username: str, role: str | None, *, ends: bool, reason: str, as_format: str | None
) -> None:
    """
    Give CHILD to a worker, who may then open the record, or end that.

    A lead's duties move only where --role lead says so, or where the lead's work with CHILD ends;
    the answer names whose they were, and to whom what was owed went. No date moves.
    """
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        account = account_called(session.connection, username)
        if account is None:
            raise click.BadParameter(f"there is no user {username!r}")
        found = find_child(session.connection, child)
        led_by = lead_of(session.connection, found)
        if role is None:
            role = _works_as(session.connection, found, account) if ends else None
            role = role or ("lead" if led_by in (None, account) else "other")
        handed_on = allocate(
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
        leads = lead_of(session.connection, found)
    seal_log(open_house)
    told = {"child": str(found), "worker": account.username, "role": role, "ends": ends}
    if leads != led_by:
        told |= {"duties_move_from": _name(led_by), "duties_move_to": _name(leads)}
    if handed_on:
        told["handed_on"] = [{"to": one.to.name, "outcomes": one.outcomes} for one in handed_on]
    answer(told, as_format)


def _works_as(connection: Connection, child: UUID, account: Account) -> str | None:
    every = workers(connection, child)
    return next((one.as_what for one in every if one.account == account), None)


def _name(lead: Account | None) -> str | None:
    return f"{lead.name} ({lead.agency})" if lead else None
