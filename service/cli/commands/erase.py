"""``throughline erase``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import click
from uuid_utils.compat import uuid7

from projections.stored.directory import find_child
from service.actions.erase import proposals, propose_erasure
from service.cli.opening import house, reader_for
from service.cli.output import answer, format_option
from service.erasing import erase
from service.sealing import seal_log, signer_of
from service.telling.retention import proposal_told

if TYPE_CHECKING:
    from sqlalchemy import Connection


@click.group()
def command() -> None:
    """
    Make what a record says unreadable, on a legal basis and by two people.
    """


@command.command("list")
@format_option
def list_all(as_format: str | None) -> None:
    """
    Show what was proposed and what was erased.
    """
    with house().reading() as session:
        found = [proposal_told(one) for one in proposals(session)]
    answer(
        found,
        as_format,
        columns=("proposal", "record", "legal basis", "proposed", "by", "erased under"),
        rows=[
            (o["proposal"], o["record"], o["basis"], o["proposed"], o["by"], o["erased_under"])
            for o in found
        ],
    )


@command.command("propose")
@click.argument("record")
@click.option("--basis", required=True, help="The legal basis, such as a court order.")
@click.option("--reason", required=True, help="Why now; kept in the log.")
@click.option("--as", "username", required=True, metavar="USER", help="Who proposes it.")
@format_option
def propose(record: str, basis: str, reason: str, username: str, as_format: str | None) -> None:
    """
    Propose it for RECORD: an id, or what names one child. Nothing is erased yet.
    """
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        number = propose_erasure(
            session,
            reader_for(session, username),
            _record(session.connection, record),
            basis=basis,
            reason=reason,
            key=f"proposal/{uuid7()}",
        )
    seal_log(open_house)
    answer({"ok": True, "proposal": number, "erased": False}, as_format)


@command.command("confirm")
@click.argument("proposal")
@click.option("--as", "username", required=True, metavar="USER", help="Who agrees; another person.")
@format_option
def confirm(proposal: str, username: str, as_format: str | None) -> None:
    """
    Agree to PROPOSAL: its record is unreadable from then on, for good.
    """
    open_house = house()
    with open_house.reading() as session:
        reader = reader_for(session, username)
    done = erase(open_house, reader, proposal)
    answer(proposal_told(done) | {"ok": True, "erased": True}, as_format)


def _record(connection: Connection, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return find_child(connection, text)
