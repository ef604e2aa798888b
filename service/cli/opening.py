"""Opens the installation for a command, as the operator or as a user, and reads within rights."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from projections.stored.directory import find_child
from service.access.accounts import account_called
from service.access.enforce import allowed_or_refused, require
from service.access.policy import Action
from service.access.reader import Reader
from service.cli.moment import Moment
from service.settings import settings
from service.wiring import Session, Throughline, throughline

if TYPE_CHECKING:
    from datetime import date


def house() -> Throughline:
    """
    Open the installation that the environment names.
    """
    try:
        opened = throughline(settings())
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    click.get_current_context().call_on_close(opened.database.close)
    return opened


def as_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """
    Give a command ``--as USER``, which takes that user's rights.
    """
    return click.option(
        "--as",
        "username",
        metavar="USER",
        default="",
        help="Read with this user's rights; else as the operator, who holds the database.",
    )(command)


def clock_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """
    Give a command both clocks of a reading, alone or together.
    """
    known = day_option("--as-known-at", "Only what had been learned by the end of this day.")
    return known(recorded_option(command))


def recorded_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """
    Give a command the second clock alone, where it has a word of its own for the first.
    """
    return click.option(
        "--as-recorded-at",
        type=Moment(),
        metavar="MOMENT",
        help="Only what this log held at this moment; a day means its end.",
    )(command)


def reader_for(session: Session, username: str) -> Reader:
    """
    Return the operator, or the user whose rights are taken.
    """
    if not username:
        return Reader.operator(getpass.getuser())
    account = account_called(session.connection, username)
    if account is None or not account.active:
        raise click.BadParameter(f"there is no active user {username!r}", param_hint="--as")
    return account.reader


@contextmanager
def reading_child(
    open_house: Throughline, child: str, username: str, what: str
) -> Iterator[tuple[Session, Reader, UUID]]:
    """
    Read one child's record once the access log's line is on disk.

    Raises:
        NoSuchChild, SeveralMatch: The child cannot be told from others.
        Refused: The policy says no.
    """
    with open_house.writing() as session:
        reader = reader_for(session, username)
        found = find_child(session.connection, child)
        decided = require(
            session.connection, reader, Action.READ, found, what=what, now=session.now
        )
    allowed_or_refused(decided)
    with open_house.reading() as session:
        yield session, reader, found


def day_option(name: str, *named: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    Give a command an option that takes a day, the whole of which counts.

    Args:
        named: The argument's name where it is not the option's, and the help.
    """
    *called, help_text = named
    return click.option(
        name,
        *called,
        type=click.DateTime(formats=["%Y-%m-%d"]),
        callback=_as_day,
        default=None,
        metavar="DAY",
        help=help_text,
    )


def _as_day(context: click.Context, option: click.Parameter, given: Any) -> date | None:
    del context, option
    return given.date() if given is not None else None
