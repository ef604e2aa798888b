"""``throughline prove``."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import click

from events.log.proofs import entry_called, prove
from service.access.enforce import allowed_or_refused, require
from service.access.policy import Action
from service.access.reader import Reader
from service.cli.opening import house
from service.cli.output import answer, format_option
from service.documents.pack import write_file
from service.sealing import seal_log, trusted_keys


@click.command()
@click.argument("entry")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the proof there; by default it is part of the answer.",
)
@format_option
def command(entry: str, output: Path | None, as_format: str | None) -> None:
    """
    Prove ENTRY, by its number or its row id in an import, to somebody without the database.

    The proof holds the entry's words. Check it anywhere with `throughline check`.
    """
    open_house = house()
    with open_house.writing() as session:
        event = entry_called(session.connection, entry)
        decided = [
            require(
                session.connection,
                Reader.operator(getpass.getuser()),
                Action.READ,
                child,
                what=f"proof of entry {event.entry_id}",
                now=session.now,
            )
            for child in event.people("child", "self") or (None,)
        ]
    for each in decided:
        allowed_or_refused(each)
    # The newest entries have no checkpoint over them until somebody seals.
    seal_log(open_house)
    with open_house.reading() as session:
        proof = prove(session.connection, event.position, trusted_keys(open_house))
    told = {
        "ok": True,
        "entry": event.entry_id,
        "position": proof.position,
        "checkpoint": proof.checkpoint.number,
        "size": proof.checkpoint.size,
        "root": proof.checkpoint.root.hex(),
        "key": proof.checkpoint.signing_key,
    }
    if output is not None:
        written = json.dumps(proof.as_json(), ensure_ascii=False, indent=2) + "\n"
        try:
            write_file(written.encode(), output)
        except OSError as error:
            raise click.BadParameter(
                f"{output} cannot be written: {error.strerror}", param_hint="--output"
            ) from None
        answer(told | {"file": str(output)}, as_format)
        return
    answer(told | {"proof": proof.as_json()}, as_format)
