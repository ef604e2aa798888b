"""``throughline child``."""

from __future__ import annotations

import getpass

import click
from uuid_utils.compat import uuid7

from projections.stored.directory import children
from service.access.reader import Reader
from service.actions.register_person import RegisterPerson, register_person
from service.cli.opening import house
from service.cli.output import answer, format_option
from service.sealing import seal_log, signer_of


@click.group()
def command() -> None:
    """
    Register children and find them.
    """


@command.command()
@click.argument("name")
@click.option("--born", default="", metavar="DAY", help="Year, year-month or year-month-day.")
@click.option("--expected", default="", metavar="DAY", help="For a child not yet born.")
@click.option("--sex", default="")
@format_option
def add(name: str, born: str, expected: str, sex: str, as_format: str | None) -> None:
    """
    Register a child, or an unborn child by the expected date of birth.
    """
    content = {
        "name": name,
        "kind_of_person": "unborn" if expected else "child",
        "date_of_birth": born,
        "expected_date_of_birth": expected,
        "sex": sex,
    }
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        made = register_person(
            session,
            Reader.operator(getpass.getuser()),
            RegisterPerson(
                content={key: value for key, value in content.items() if value},
                key=f"child/{uuid7()}",
            ),
        )
    seal_log(open_house)
    answer({"id": str(made), "name": name}, as_format)


@command.command("list")
@click.argument("text", default="")
@format_option
def list_all(text: str, as_format: str | None) -> None:
    """
    Show the children whose name holds TEXT, or all.
    """
    with house().reading() as session:
        found = children(session.connection, text, limit=1000)
    answer(
        [
            {
                "id": str(one.id),
                "name": one.name,
                "person_key": one.person_key,
                "source": one.source,
                "born": one.born_first,
                "expected": one.expected,
                "died": one.died,
            }
            for one in found
        ],
        as_format,
        columns=("id", "name", "born", "key", "source"),
        rows=[(c.id, c.name, c.born_first or c.expected, c.person_key, c.source) for c in found],
    )
