"""``throughline retention``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from projections.stored.directory import find_child
from service.access.enforce import allowed_or_refused
from service.access.policy import Action, decide
from service.actions.hold import lift_hold, place_hold
from service.cli.opening import as_option, house, reader_for
from service.cli.output import answer, format_option, say
from service.sealing import seal_log, signer_of
from service.telling.retention import retained, retained_of, retained_told

if TYPE_CHECKING:
    from uuid import UUID

    from service.access.reader import Reader
    from service.wiring import Throughline


@click.group(invoke_without_command=True)
@click.option("--ended", is_flag=True, help="Only records whose every period is over.")
@as_option
@format_option
@click.pass_context
def command(context: click.Context, ended: bool, username: str, as_format: str | None) -> None:
    """
    List until when each record is kept, and why. Nothing is erased because a period has ended.
    """
    if context.invoked_subcommand:
        return
    open_house = house()
    with open_house.reading() as session:
        reader = reader_for(session, username)
    allowed_or_refused(decide(reader, Action.READ_RETENTION))
    told = [one for one in _every(open_house, reader) if one["ended"] or not ended]
    say("Nothing follows by itself: two safeguarding leads decide (throughline erase).")
    answer(told, as_format, columns=_COLUMNS, rows=[_row(one) for one in told])


@command.command("hold")
@click.argument("child")
@click.option("--ordered-by", required=True, help="Who orders it, such as an inquiry.")
@click.option("--reason", required=True, help="Why; kept in the log.")
@click.option("--reference", default="", help="Its reference.")
@click.option("--as", "username", required=True, metavar="USER", help="The lead who holds it.")
@format_option
def hold(
    child: str, ordered_by: str, reason: str, reference: str, username: str, as_format: str | None
) -> None:
    """
    Hold CHILD's record: nobody erases it while the hold stands.
    """
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        number = place_hold(
            session,
            reader_for(session, username),
            find_child(session.connection, child),
            ordered_by=ordered_by,
            reason=reason,
            reference=reference,
            key=f"hold/{child}/{session.now.isoformat()}",
        )
    seal_log(open_house)
    answer({"ok": True, "hold": number}, as_format)


@command.command("let-go")
@click.argument("child")
@click.argument("number")
@click.option("--reason", required=True, help="Why; kept in the log.")
@click.option("--as", "username", required=True, metavar="USER", help="The lead who lets it go.")
@format_option
def let_go(child: str, number: str, reason: str, username: str, as_format: str | None) -> None:
    """
    End the hold NUMBER on CHILD's record; its periods count again.
    """
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        reader = reader_for(session, username)
        of = find_child(session.connection, child)
        lift_hold(session, reader, of, number, reason=reason, key=f"let-go/{number}")
        told = retained_told(retained_of(session, reader, of))
    seal_log(open_house)
    answer({"ok": True} | told, as_format)


def _every(open_house: Throughline, reader: Reader) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    after: UUID | None = None
    while True:
        with open_house.writing() as session:
            some, after = retained(session, reader, after)
            told += [retained_told(one) for one in some]
        if after is None:
            return told


_COLUMNS = ("record", "kept until", "because of", "held for")


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    until = one["until"] or f"cannot be said: {one['lacks']} is not known"
    return (
        one["child"]["name"],
        f"{until} (ended: decide)" if one["ended"] else until,
        "; ".join(period["what"] for period in one["periods"]),
        "; ".join(each["ordered_by"] for each in one["holds"]),
    )
