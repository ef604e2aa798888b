"""``throughline backup``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from service.backing_up import back_up
from service.cli.opening import house
from service.cli.output import answer, format_option, say


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@format_option
def command(file: Path, as_format: str | None) -> None:
    """
    Copy the database into FILE while it is in use; a server's by its own pg_dump.

    The keys beside the database are not in the copy: keep them, and keep them elsewhere.
    """
    url = house().database.url
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Copying", total=None)
        size = back_up(url, file, lambda done, of: bar.update(task, completed=done, total=of))
    say(
        "The keys beside the database are not in the copy, and without the master key nobody can"
        " read it. Keep them too, in another place."
    )
    answer({"ok": True, "file": str(file), "bytes": size}, as_format)
