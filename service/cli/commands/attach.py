"""``throughline attach``."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from projections.chronology.attachments import attachment
from projections.stored.directory import CHILDREN, listed
from service.access.accounts import account_called
from service.access.enforce import allowed_or_refused, require
from service.access.policy import Action
from service.actions.attach import Attach, attach
from service.actions.errors import ActionRefused
from service.attachments.received import MOST_BYTES, receive
from service.attachments.scanner import NOT_SET_UP
from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.sealing import seal_log, signer_of
from service.telling.attachments import attachment_told

if TYPE_CHECKING:
    from uuid import UUID

    from service.access.reader import Reader
    from service.wiring import Session


@click.command()
@click.argument("entry", type=click.IntRange(min=1))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "username", required=True, metavar="USER", help="Who adds it.")
@click.option("--title", default="", help="What it is; the file's name where left out.")
@click.option(
    "--without-metadata", "bare", is_flag=True, help="Take out what a camera or program added."
)
@format_option
def command(
    entry: int, file: Path, *, username: str, title: str, bare: bool, as_format: str | None
) -> None:
    """
    Add FILE, a letter, photograph or drawing, to ENTRY.

    It is known by what is in it: PDF, JPEG, PNG, TIFF, .docx or plain text, at most 10 MB. The
    same command given twice adds it once.
    """
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        reader = _reader(session, username)
        child = _child(session, entry)
        decided = require(
            session.connection,
            reader,
            Action.RECORD,
            child,
            what=f"attachment added to entry {entry}",
            now=session.now,
        )
    allowed_or_refused(decided)
    address = open_house.settings.clamd
    if not address:
        say(NOT_SET_UP)
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    received = receive(content, title or file.stem, bare=bare, clamd=address)
    said = f"{entry} {received.title} {bare}\n".encode()
    key = f"cli/{reader.user}/attach/{sha256(said + content).hexdigest()}"
    with open_house.writing() as session:
        wish = Attach(child=child, entry=str(entry), file=received, key=key)
        done = attach(session, reader, wish)
        told = attachment_told(attachment(done.events[0]))
    seal_log(open_house)
    answer(told | {"already": done.already}, as_format)


def _reader(session: Session, username: str) -> Reader:
    account = account_called(session.connection, username)
    if account is None or not account.active:
        raise click.BadParameter(f"there is no active user {username!r}", param_hint="--as")
    return account.reader


def _child(session: Session, entry: int) -> UUID:
    """
    Return the child for whom an entry was recorded.
    """
    for event in session.log.at([entry]):
        named = list(dict.fromkeys([event.stream, *event.people("child")]))
        found = listed(session.connection, named)
        for person in named:
            if person in found and found[person].kind in CHILDREN:
                return person
    raise ActionRefused({"entry": "No entry of a child's record has this number"})
