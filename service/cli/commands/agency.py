"""``throughline agency``."""

from __future__ import annotations

import click

from service.access.accounts import agencies, create_agency
from service.cli.opening import house
from service.cli.output import answer, format_option


@click.group()
def command() -> None:
    """
    Set up the agencies that work with children.
    """


@command.command()
@click.argument("name")
@format_option
def add(name: str, as_format: str | None) -> None:
    """
    Set up an agency; one that is there already is left as it is.
    """
    with house().writing() as session:
        made = create_agency(session.connection, name=name, now=session.now)
    answer({"id": str(made), "name": name}, as_format)


@command.command("list")
@format_option
def list_all(as_format: str | None) -> None:
    """
    Show all agencies.
    """
    with house().reading() as session:
        names = agencies(session.connection)
    answer([{"name": name} for name in names], as_format, columns=("agency",), rows=zip(names))
