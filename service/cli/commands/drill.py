"""``throughline drill``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from service.cli.checkpoints_kept import kept_in
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.drilling import drill
from service.sealing import trusted_keys


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--checkpoints",
    "files",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Checkpoints that somebody else kept; the newest says how much the backup lacks.",
)
@format_option
@click.pass_context
def command(
    context: click.Context, file: Path, files: tuple[Path, ...], as_format: str | None
) -> None:
    """
    Restore the backup FILE into an empty place and say what it would be worth today.

    It is verified, its read models are folded again, and escalation runs once without sending
    anything. The database in force is not touched.
    """
    kept = kept_in(files)
    open_house = house()
    with Console(stderr=True).status("Restoring") as status:
        found = drill(
            file,
            trusted_keys(open_house),
            kept,
            open_house.clock,
            lambda step: status.update(f"{step.capitalize()} ..."),
            master=open_house.database.master,
            practice=open_house.practice,
            server=open_house.database.url,
        )
    if found.missing is None:
        say("Without --checkpoints nobody can say how many events came after the backup.")
    elif found.missing:
        say(f"{found.missing} events came after the backup and would be lost with it.")
    told = {
        "ok": found.ok,
        "file": str(file),
        "events": found.events,
        "position": found.position,
        "verified": asdict(found.verified),
        "missing": found.missing,
        "newest_outside": found.newest_outside,
        "read_models": [
            {
                "name": model.name,
                "rows": model.rows,
                "differing": model.differing,
                "stopped": model.stopped.position if model.stopped else None,
            }
            for model in found.read_models
        ],
        "lost_files": list(found.lost_files),
        "sweep": found.swept.as_json(),
        "seconds": dict(found.seconds),
    }
    answer(told, as_format)
    if not found.ok:
        context.exit(EXIT_REFUSED)
