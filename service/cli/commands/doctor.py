"""``throughline doctor``."""

from __future__ import annotations

import click

from service.cli.failing import EXIT_REFUSED
from service.cli.output import answer, format_option
from service.doctor import examined
from service.settings import settings


@click.command()
@format_option
@click.pass_context
def command(context: click.Context, as_format: str | None) -> None:
    """
    Say what is wrong with this installation, and how to mend it.
    """
    try:
        found = examined(settings())
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    told = {
        "ok": all(one.ok for one in found),
        "checks": [
            {"name": one.name, "ok": one.ok, "said": one.said, "fix": one.fix} for one in found
        ],
    }
    answer(
        told,
        as_format,
        columns=("", "what", "found", "to do"),
        rows=[("well" if one.ok else "WRONG", one.name, one.said, one.fix) for one in found],
    )
    if not told["ok"]:
        context.exit(EXIT_REFUSED)
