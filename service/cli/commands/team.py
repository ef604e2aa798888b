"""``throughline team``."""

from __future__ import annotations

import click

from service.access.accounts import create_team, teams
from service.cli.opening import house
from service.cli.output import answer, format_option


@click.group()
def command() -> None:
    """
    Set up an agency's teams.
    """


@command.command()
@click.argument("name")
@click.option("--agency", required=True, metavar="NAME", help="The agency it belongs to.")
@format_option
def add(name: str, agency: str, as_format: str | None) -> None:
    """
    Set up a team; one that is there already is left as it is.
    """
    with house().writing() as session:
        made = create_team(session.connection, agency=agency, name=name, now=session.now)
    answer({"id": str(made), "name": name, "agency": agency}, as_format)


@command.command("list")
@format_option
def list_all(as_format: str | None) -> None:
    """
    Show all teams.
    """
    with house().reading() as session:
        found = teams(session.connection)
    answer(
        [{"id": str(one.id), "name": one.name, "agency": one.agency} for one in found],
        as_format,
        columns=("agency", "team"),
        rows=[(one.agency, one.name) for one in found],
    )
