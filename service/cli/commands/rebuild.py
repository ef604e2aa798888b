"""``throughline rebuild``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress

from projections.stored.rebuild import check as check_stored
from projections.stored.rebuild import rebuild
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option, say

if TYPE_CHECKING:
    from projections.stored.rebuild import Rebuilt


@click.command()
@click.option("--check", is_flag=True, help="Compare with a refold and change nothing.")
@format_option
@click.pass_context
def command(context: click.Context, *, check: bool, as_format: str | None) -> None:
    """
    Fold every stored read model again from the first event, while people go on recording.

    What could not be read stops its read model there, and is named; nothing is skipped.
    """
    open_house = house()
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Folding", total=None)

        def tell(position: int, newest: int) -> None:
            bar.update(task, completed=position, total=newest)

        if check:
            found = check_stored(open_house.database, tell)
        else:
            found = rebuild(open_house.database, open_house.clock.now(), tell)
    stopped = any(model.stopped for model in found)
    ok = not stopped and not (check and any(model.differing for model in found))
    for model in found:
        _say(model)
    answer(
        {"ok": ok, "checked_only": check, "read_models": [_told(model) for model in found]},
        as_format,
        columns=("read model", "rows", "differing", "stopped at"),
        rows=[
            (m.name, m.rows, m.differing, m.stopped.position if m.stopped else "") for m in found
        ],
    )
    if not ok:
        context.exit(EXIT_REFUSED)


def _say(model: Rebuilt) -> None:
    if model.stopped:
        say(
            f"{model.name} stopped at event {model.stopped.position}: {model.stopped.reason}. "
            "Nothing was skipped; its rows of before are in force."
        )
    for row in model.first:
        columns = f" in {', '.join(row.columns)}" if row.columns else ""
        say(f"{model.name} {row.key} {row.what}{columns}")


def _told(model: Rebuilt) -> dict[str, object]:
    return {
        "name": model.name,
        "rows": model.rows,
        "differing": model.differing,
        "first_differing": [
            {"key": row.key, "what": row.what, "columns": list(row.columns)} for row in model.first
        ],
        "stopped": model.stopped
        and {"position": model.stopped.position, "reason": model.stopped.reason},
    }
