"""``throughline rebuild``."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import Progress

from projections.stored.rebuild import rebuild
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option


@click.command()
@click.option("--check", is_flag=True, help="Compare with a refold and change nothing.")
@format_option
@click.pass_context
def command(context: click.Context, *, check: bool, as_format: str | None) -> None:
    """
    Fold every stored read model again from the first event.
    """
    open_house = house()
    with open_house.writing() as session, Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Folding", total=session.log.settled() or None)
        found = rebuild(
            session.connection,
            session.log,
            replace=not check,
            progress=lambda position: bar.update(task, completed=position),
        )
    same = not any(model.differing for model in found)
    told = {
        "ok": same or not check,
        "checked_only": check,
        "read_models": [
            {"name": model.name, "rows": model.rows, "differing": model.differing}
            for model in found
        ],
    }
    answer(
        told,
        as_format,
        columns=("read model", "rows", "differing"),
        rows=[(model.name, model.rows, model.differing) for model in found],
    )
    if check and not same:
        context.exit(EXIT_REFUSED)
