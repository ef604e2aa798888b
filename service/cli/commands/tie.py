"""``throughline tie``."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click
from uuid_utils.compat import uuid7

from events.options import HOW_OVER, QUALITIES, UNIONS
from projections.people.tie import Closeness
from projections.stored.directory import find_child
from service.access.reader import Reader
from service.actions.change_tie import ChangeTie, correct_tie, end_tie, says_now, strike_tie
from service.actions.relate import Relate, relate
from service.cli.opening import house
from service.cli.output import answer, format_option
from service.sealing import seal_log, signer_of

if TYPE_CHECKING:
    from events.log.contract import Appended
    from service.wiring import Session

_CERTAINTY = click.Choice(["certain", "likely", "claimed", "denied"])
_WHEN = "2006-11-14, 2006-11, 2006, 2006-11/2006-12, or about one of them."
_SAID = (
    click.option(
        "--closeness",
        type=click.Choice([str(one) for one in Closeness]),
        help="What comes nearest.",
    ),
    click.option("--certainty", type=_CERTAINTY, help="How sure it is."),
    click.option("--parental-responsibility", type=click.Choice(["yes", "no", "unknown"])),
    click.option("--union", type=click.Choice(list(UNIONS)), help="If a couple: what sort."),
    click.option("--over", type=click.Choice(list(HOW_OVER)), help="How that ended."),
    click.option("--quality", type=click.Choice(list(QUALITIES)), help="How they get on."),
    click.option("--since", "started", metavar="DAY", help=_WHEN),
    click.option("--until", "ended", metavar="DAY", help=_WHEN),
    click.option("--source", help="Who says so."),
)


def _said(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_SAID):
        command = option(command)
    return command


@click.group()
def command() -> None:
    """
    Tie people to a child or to one another; end a tie, correct it, or strike it out.
    """


@command.command()
@click.argument("child")
@click.argument("person", type=click.UUID)
@click.argument("relation")
@click.option("--to", type=click.UUID, help="To whom, where it is not to the child.")
@_said
@format_option
def add(
    *, child: str, person: UUID, relation: str, to: UUID | None, as_format: str | None, **said: str
) -> None:
    """
    Record that PERSON is RELATION to CHILD, or to somebody else around CHILD.
    """
    content = _answers(said) | {"relation": relation}

    def make(session: Session, reader: Reader) -> Appended:
        found = find_child(session.connection, child)
        key = f"tie/{uuid7()}"
        wish = Relate(child=found, person=person, to=to, content=content, key=key)
        return relate(session, reader, wish)

    _recorded(make, as_format)


@command.command()
@click.argument("child")
@click.argument("entry")
@click.option("--ended", required=True, metavar="DAY", help=_WHEN)
@click.option("--how", type=click.Choice(list(HOW_OVER)), help="If they were a couple.")
@click.option("--reason", help="Why, as far as is known.")
@click.option("--source", help="Who says so.")
@format_option
def end(*, child: str, entry: str, as_format: str | None, **said: str) -> None:
    """
    Record that the tie of ENTRY in CHILD's record ended.
    """
    _recorded(
        lambda session, reader: end_tie(
            session, reader, _wish(session, child, entry), _answers(said)
        ),
        as_format,
    )


@command.command()
@click.argument("child")
@click.argument("entry")
@click.option("--reason", required=True, help="What was wrong, and how you know.")
@click.option("--relation", help="What they are.")
@_said
@format_option
def correct(*, child: str, entry: str, reason: str, as_format: str | None, **said: str) -> None:
    """
    Correct the tie of ENTRY in CHILD's record; what is not given stays as it is.
    """

    def make(session: Session, reader: Reader) -> Appended:
        wish = _wish(session, child, entry)
        content = {**says_now(session, wish), **_answers(said)}
        return correct_tie(session, reader, wish, content, reason)

    _recorded(make, as_format)


@command.command()
@click.argument("child")
@click.argument("entry")
@click.option("--reason", required=True, help="Why it should not stand.")
@format_option
def strike(child: str, entry: str, reason: str, as_format: str | None) -> None:
    """
    Strike out the tie of ENTRY in CHILD's record: it never was.
    """
    _recorded(
        lambda session, reader: strike_tie(session, reader, _wish(session, child, entry), reason),
        as_format,
    )


def _answers(said: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in said.items() if value}


def _wish(session: Session, child: str, entry: str) -> ChangeTie:
    found = find_child(session.connection, child)
    return ChangeTie(child=found, entry=entry, key=f"tie/{uuid7()}")


def _recorded(make: Callable[[Session, Reader], Appended], as_format: str | None) -> None:
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        made = make(session, Reader.operator(getpass.getuser()))
    seal_log(open_house)
    answer({"entry": made.events[0].entry_id}, as_format)
