"""``throughline agency``."""

from __future__ import annotations

import click

from service.access.accounts import create_agency, phones
from service.cli.opening import house
from service.cli.output import answer, format_option


@click.group()
def command() -> None:
    """
    Set up the agencies that work with children.
    """


@command.command()
@click.argument("name")
@click.option(
    "--phone",
    metavar="NUMBER",
    help="Where it answers day and night; printed on the duty copy.",
)
@format_option
def add(name: str, phone: str | None, as_format: str | None) -> None:
    """
    Set up an agency; of one that is there already nothing changes but a number that is given.
    """
    with house().writing() as session:
        made = create_agency(session.connection, name=name, phone=phone, now=session.now)
        number = phones(session.connection).get(" ".join(name.split()), "")
    answer({"id": str(made), "name": name, "phone": number}, as_format)


@command.command("list")
@format_option
def list_all(as_format: str | None) -> None:
    """
    Show all agencies.
    """
    with house().reading() as session:
        found = phones(session.connection)
    answer(
        [{"name": name, "phone": phone} for name, phone in found.items()],
        as_format,
        columns=("agency", "telephone"),
        rows=found.items(),
    )
