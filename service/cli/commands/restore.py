"""``throughline restore``."""

from __future__ import annotations

from pathlib import Path

import click

from events.clock import SystemClock
from events.log.engine import driver_url
from service.backing_up import restore
from service.cli.output import answer, format_option, say
from service.migrating import migrate
from service.settings import settings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of the database that is there.")
@format_option
def command(file: Path, *, replace: bool, as_format: str | None) -> None:
    """
    Put the backup FILE in the embedded database's place, or into a server's empty database.

    A database that is there is put aside, never deleted. Stop every server and worker first.
    """
    url = driver_url(settings().database_url)
    kept = restore(url, file, replace=replace, now=SystemClock().now())
    if kept is not None:
        say(f"The database that was there is now {kept}.")
    say("Run `throughline verify` to see that it is as it was written.")
    answer(
        {"ok": True, "file": str(file), "head": migrate(url), "put_aside": str(kept or "")},
        as_format,
    )
