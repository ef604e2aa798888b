"""``throughline import-undo``."""

from __future__ import annotations

import getpass

import click

from service.actions.errors import ActionRefused
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.importing.undoing import undo_import
from service.sealing import seal_before_leaving, seal_log, signer_of


@click.command(name="import-undo")
@click.argument("source")
@click.option("--reason", required=True, help="Why the whole import should not stand.")
@format_option
@click.pass_context
def command(context: click.Context, source: str, reason: str, as_format: str | None) -> None:
    """
    Strike out every entry that the import SOURCE brought; all of them stay readable, marked.
    """
    open_house = house()
    signer_of(open_house)
    try:
        struck = undo_import(
            open_house, source, reason=reason, actor=f"operator:{getpass.getuser()}"
        )
    except ActionRefused as refused:
        for name, fix in refused.fields.items():
            say(f"{name}: {fix}")
        context.exit(EXIT_REFUSED)
    except BaseException:
        seal_before_leaving(open_house)
        raise
    seal_log(open_house)
    answer(
        {"source": source, "struck_out": struck},
        as_format,
        columns=("struck out",),
        rows=[(struck,)],
    )
