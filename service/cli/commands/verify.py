"""``throughline verify``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from events.log.verify import Verified, verify
from events.log.verifying.beside import verify_beside
from service.access.beside import BESIDE
from service.cli.checkpoints_kept import kept_in
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option
from service.sealing import trusted_keys


@click.command()
@click.option(
    "--checkpoints",
    "files",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Checkpoints that somebody else kept, to hold the log against; give it again for more.",
)
@format_option
@click.pass_context
def command(context: click.Context, files: tuple[Path, ...], as_format: str | None) -> None:
    """
    Read the whole log and say whether it is as it was written; names the first bad position.

    Then the access log and the openings, as far as checkpoints cover them, with the first bad line.

    Whoever holds the database and the signing key can write another history and sign it. With
    --checkpoints the log is held against what was sent away before.
    """
    kept = kept_in(files)
    open_house = house()
    keys = trusted_keys(open_house)
    found = Verified(ok=True, size=0, sealed=0, checkpoints=0)
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Verifying", total=None)
        for step in verify(open_house.database, keys, kept):
            if isinstance(step, Verified):
                found = step
            else:
                bar.update(task, completed=step.done, total=step.of)
    if not found.ok:
        # Whose checkpoints do not hold vouch for nothing beside the log either.
        answer(asdict(found), as_format)
        context.exit(EXIT_REFUSED)
    beside = verify_beside(open_house.database, BESIDE, kept)
    answer(asdict(found) | {"ok": beside.ok, "access": asdict(beside)}, as_format)
    if not beside.ok:
        context.exit(EXIT_REFUSED)
