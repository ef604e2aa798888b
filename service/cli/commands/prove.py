"""``throughline prove``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from events.log.proofs import entry_called, prove
from service.access.enforce import allowed_or_refused
from service.access.openings import says_why
from service.actions.prove_entry import may_be_proved
from service.cli.opening import as_option, house, reader_for
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
@as_option
@click.option("--reason", default="", help="Who needs it and why; needed with --as.")
@format_option
def command(
    entry: str, output: Path | None, username: str, reason: str, as_format: str | None
) -> None:
    """
    Prove ENTRY, by its number or its row id in an import, to somebody without the database.

    The proof holds the entry's words. Check it anywhere with `throughline check`. A user proves
    only what they may read, and says why; the child's lead finds that in the record's openings.
    """
    open_house = house()
    with open_house.writing() as session:
        reader = reader_for(session, username)
        if not reader.is_operator and not says_why(reason):
            raise click.UsageError("say with --reason in a sentence who needs the proof and why")
        event = entry_called(session.connection, entry)
        decided = may_be_proved(session, reader, event, reason)
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
